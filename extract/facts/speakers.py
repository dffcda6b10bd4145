"""Who speaks, and for whom: spokesmen of firms, people behind their quotations, firms visited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.clauses import Clause, heads
from extract.facts.actors import Subject, subject_of
from extract.facts.people import People
from extract.facts.state import LENDERS, State
from extract.facts.wording import Wording
from extract.records import Firm
from extract.segment import Sentence

_SPEAKER = 16  # characters behind a quotation that name who speaks
_FAR = 40  # characters around a quotation in which a name tells who speaks
_PRONOUNS = ("她说", "他说", "她笑", "他笑", "她告诉", "他告诉", "她算", "他算")
_TELLS = 8  # characters behind a name in which it is told that it speaks: 掰着指头算
_OFFICE_TELLS = re.compile(
    "[县市区旗州][一-鿿]{2,10}?(?:局|委|办公室|政府)(?:相关|有关)?"
    "(?:负责人|(?:副?[局主]?[长任]|工作人员|干部)?[一-鿿]{2,4})(?:说|介绍|表示|坦言|告诉|直言|透露)"
)
_OFTEN = 3  # mentions of the firm of an article
_BUREAU = re.compile("[县市区旗]?[一-鿿]{0,12}?(?:局|委|办|中心|政府|县长|市长|区长|书记|部门)")


def _sole(firms: Sequence[Firm]) -> Firm | None:
    """The one firm that an article tells of: named several times, and no other more than once."""
    if not firms:
        return None
    (most, often), *others = Counter(m.name for m in firms).most_common()
    told = often >= _OFTEN and all(n == 1 for _, n in others)
    return next(m for m in firms if m.name == most) if told else None


class Speakers:
    """Those who speak in one article."""

    def __init__(self, text: str, wording: Wording, firms: Sequence[Firm], people: People) -> None:
        self.text, self.words, self.firms, self.people = text, wording, firms, people
        self.sole = _sole(firms)
        self.spokesmen = dict(self._spokesmen())
        self._in_office: dict[str, frozenset[str]] = {}  # names of officials by their place

    def _spokesmen(self) -> Iterator[tuple[str, Firm]]:
        """Those named with an office in a firm's paragraph, who founded one, or with an office
        behind their firm's name (某公司行政主管 | 熊敏): the surest last, of these the first."""
        for found in self.words.in_office.finditer(self.text) if self.firms else ():
            at = self.text.rfind("\n", 0, found.start()) + 1
            told = [m for m in self.firms if at <= m.start < found.start()]
            works = [m for m in told if (m.name or "").endswith("厂")]
            told = works if works and found.group().startswith("厂长") else told
            if told and not self._observes(told[-1]):
                yield found[1][: self.people.length(found.start(1))], told[-1]
        yield from self._founders()
        title = self.text.partition("\n")[0]
        if self.sole and (who := self.people.named(0, len(title))):
            yield who[1].name, self.sole  # 张建民的“轮子经”, of the one firm that is told of
        for firm in reversed(self.firms):
            if office := self.words.spokesman.match(self.text, firm.end):
                at = office.end()
                yield self.text[at : at + self.people.length(at)], firm

    def _founders(self) -> Iterator[tuple[str, Firm]]:
        """Those who speak somewhere, and founded a firm: 返乡商人 | 陈国栋拿出积蓄创办某公司."""
        founded = [m for m in self.firms if self.text.endswith(self.words.founded_by, 0, m.start)]
        tellers = {m[1] for m in self.words.tellers.finditer(self.text)} if founded else set()
        for firm in reversed(founded):
            at = self.text.rfind("\n", 0, firm.start) + 1
            yield from ((n, firm) for n in tellers if self.text.find(n, at, firm.start) >= 0)

    def quoted(self, state: State, at: int, sentence: Sentence) -> Subject | None:
        """Inside a quotation: the firm named with the speaker behind it, or whose speaker is, or a
        person; else the firm named before it, or the one spoken of if somebody in office speaks."""
        block = sentence.block
        opened = self.text.rfind("“", block.start, at)
        closed = self.text.find("”", at, block.end)
        if opened < 0 or closed < 0 or self.text.find("”", opened, at) >= 0 or closed - opened < 12:
            return None
        teller = self.official(state, closed + 1) or self._bank(closed + 1, opened)
        if teller := teller or self._in_office_for(state, opened, closed, block.start):
            return teller.because("speaker")
        stop = self.text.find("。", closed + 1, block.end)
        stop = min(closed + _FAR, block.end if stop < 0 else stop)
        if self.text.startswith(_PRONOUNS, closed + 1):
            found = self.people.named(block.start, opened)
            if found:
                return found[1].because("speaker")  # “一亩净赚4000元。”她说
        own = "我" in self.text[opened:at]  # “我这个直播间成交1260单。”主播王小满的团队…
        office = self.words.speaks.match(self.text, closed + 1, block.end) is not None
        found_so = (
            self._behind(closed, stop, block.end, own)
            or self._announced(opened, block.start)
            or self._spoken_of(state, office)
            or self.named(closed + 1, stop, _FAR)  # “…。”说起攻关，陈国栋如数家珍。
            or self._before(opened, block.start)
            or (state.firm if office else None)
        )
        return found_so.because("speaker") if found_so else None

    def _bank(self, at: int, opened: int) -> Subject | None:
        """The bank that 该行 behind a quotation means: the one named last before it."""
        if not self.text.startswith(("该行", "本行"), at):
            return None
        banks = [m for m in self.firms if m.start < opened and (m.name or "").endswith(LENDERS)]
        return subject_of(banks[-1]) if banks else None

    def official(self, state: State, at: int) -> Subject | None:
        """Of two places that an article is on, the one whose office speaks or acts at `at`:
        平湖市 | 自然资源和规划局的陆建松; of one place alone, that
        where its office speaks (县财政局负责人坦言)."""
        if state.home and not state.pair and _OFFICE_TELLS.match(self.text, at):
            return state.home
        for who in state.pair:
            short = who.name[:2]
            if self.text.startswith(short, at) and _BUREAU.match(self.text, at + len(short)):
                return who
        return None

    def _in_office_for(self, state: State, opened: int, closed: int, start: int) -> Subject | None:
        """Of two places that an article is on, the one whose official a quotation's sentence names
        before or behind it, also by name alone: 监利市农业农村局局长 | 万志平很坦率，“…”."""
        if len(state.pair) < 2:
            return None
        begun = max(start, opened - _FAR, self.text.rfind("。", start, opened) + 1)
        before, behind = self.text[begun:opened], self.text[closed + 1 : closed + _SPEAKER]
        named = [(who, n) for who in state.pair for n in self._officials(who.name[:2])]
        told = next((who for who, name in named if name in before), None)
        return told or next((who for who, name in named if self._tells(name, behind)), None)

    def _tells(self, name: str, behind: str) -> bool:
        """Whether what stands behind a quotation begins with somebody who tells it."""
        return behind.startswith(name) and self.words.tells.search(behind) is not None

    def _officials(self, short: str) -> frozenset[str]:
        """The names of the officials of the place with a short name."""
        if short not in self._in_office:
            found = self.words.officials_of(short).finditer(self.text)
            names = (m[1][: self.people.length(m.start(1))] for m in found)
            self._in_office[short] = frozenset(names)
        return self._in_office[short]

    def _behind(self, closed: int, stop: int, end: int, own: bool) -> Subject | None:
        """Who is named behind a quotation: a firm, or who speaks."""
        for m in self.firms:
            if closed < m.start < stop and not self._observes(m):
                return subject_of(m)
        stop = min(closed + _SPEAKER, end)
        return self.named(closed + 1, stop) or self._person(closed + 1, stop, own)

    def _announced(self, opened: int, start: int) -> Subject | None:
        """Who is named before a quotation that a colon opens: 竹农徐顺发算了算：“…”."""
        told = self.people.named(max(start, opened - _SPEAKER), opened)
        if told is None or self.text[opened - 1] != "：":
            return None
        firm = self.spokesmen.get(told[1].name)
        ours = firm and "我们" in self.text[opened : self.text.find("”", opened)]
        return subject_of(firm) if firm and ours else told[1]

    def _spoken_of(self, state: State, office: bool) -> Subject | None:
        """The person the text is about: 她月薪5800元，“房租一个月就省下1500元。”"""
        person = state.subject is not None and state.subject.type == "person"
        return state.subject if person and not office else None

    def _before(self, opened: int, start: int) -> Subject | None:
        """The firm named right before a quotation."""
        near = max(start, opened - _FAR)
        before = [m for m in self.firms if near <= m.start < opened and not self._observes(m)]
        return subject_of(before[-1]) if before else None

    def leading(self, state: State, clause: Clause) -> tuple[int, Subject] | None:
        """The firm whose head or spokesman a clause begins with, and where that name ends:
        总经理李红梅 | 筹来1.3亿元; 今年，王强 | 又投入5000万元."""
        if not (state.firm or self.spokesmen) or any(isinstance(m, Firm) for m in clause.named):
            return None
        if state.firm and (end := self._presides(clause)):
            return end, state.firm.because("clause")
        for at in heads(self.text, clause) if self.spokesmen else ():
            name = next((n for n in self.spokesmen if self.text.startswith(n, at)), "")
            if name:
                return at + len(name), subject_of(self.spokesmen[name], "clause")
        return None

    def _presides(self, clause: Clause) -> int:
        """Where the name ends of one in office whom a clause begins with; 0 if it does not."""
        office = self.words.presides.match(self.text, clause.start, clause.end)
        return office.start(1) + self.people.length(office.start(1)) if office else 0

    def _observes(self, firm: Firm) -> bool:
        """Whether who is named behind a firm speaks of others: 某证券 | 分析师."""
        return self.text.startswith(self.words.observer, firm.end)

    def named(self, start: int, end: int, within: int = _SPEAKER) -> Subject | None:
        """The firm whose spokesman is named at the head of `[start, end)`, by office or by name."""
        if not self.spokesmen:
            return None
        head = self.text[start : min(start + within, end)]
        firm = next((f for name, f in self.spokesmen.items() if name in head), None)
        return subject_of(firm, "sentence") if firm else None

    def last(self, start: int, end: int) -> Subject | None:
        """The firm of the last of its spokesmen named in `[start, end)`."""
        named = ((self.text.rfind(name, start, end), name) for name in self.spokesmen)
        at, name = max(named, default=(-1, ""))
        return subject_of(self.spokesmen[name], "sentence") if at >= 0 else None

    def _person(self, start: int, end: int, own: bool) -> Subject | None:
        """Who is named in `[start, end)` and speaks: a verb says so, or the quotation is their
        `own` story."""
        found = self.people.named(start, end)
        told = found and self.words.tells.search(self.text, found[0], found[0] + _TELLS)
        pleased = found and self.text.startswith(self.words.content, found[0])
        return found[1] if found and (told or own or pleased) else None

    def visited(self, clause: Clause) -> Subject | None:
        """The firm that a clause walks into: 走进某公司的涂胶车间."""
        for m in clause.named:
            ends = m.end == clause.end  # 走进某镇的某公司，烘烤线开足马力
            shown = isinstance(m, Firm) and (ends or self.words.premises.match(self.text, m.end))
            if shown and self.words.visiting.search(self.text, clause.start, m.start):
                return subject_of(m, "sentence")
        return None
