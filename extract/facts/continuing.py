"""Whether a paragraph or a sentence goes on about what the one before it was on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.actors import Subject, subject_of
from extract.facts.speakers import Speakers
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.records import Firm, MentionBase, Place
from extract.segment import Sentence
from extract.text import Block

_THEY = re.compile("(?<=[，。；：！？“”\n让])[他她](?!们)")
_QUESTION, _ANSWER = re.compile("^问[：:]", re.MULTILINE), ("答：", "答:")
_INSIDE = re.compile(  # of works that the sentence before ends with
    r"[^，。；]{0,14}(?:[楼馆房间园室心厂库][里内中]|这里|内部)[，，]?|(?:总?占地|总?建筑面积|总?面积|总投资|一期|首期|设计|可容纳|可同时)"
)
_THE_SAME = re.compile(
    r"“?[^，。；]{0,4}(?:[他她](?!们)|自己|夫妻|一家)|(?:此后|从此|自此|从那以后|后来|再后来|随后|紧接着|渐渐)"
)
_ASKS = re.compile("[^，。；：！？“”\n]{3,14}？")
_SOON = 40  # characters
_BEGUN = "，。；：！？“”\n"  # what a clause begins behind


class Continuing:
    """Reads it off the first words of a paragraph that mean a firm, a place or somebody."""

    def __init__(
        self, text: str, wording: Wording, mentions: Sequence[MentionBase], speakers: Speakers
    ) -> None:
        self.text, self.words, self.speakers = text, wording, speakers
        self.named = [m for m in mentions if isinstance(m, (Place, Firm))]
        begun = _QUESTION.search(text)  # of an interview with somebody of the firm named last
        before = [m for m in self.named if begun and m.start < begun.start()]
        self.asked = next((m for m in reversed(before) if isinstance(m, Firm)), None)
        calls = "|".join(map(re.escape, sorted(wording.company, key=len)[::-1]))
        dated = "(?:[^，。；：]{0,8}?[年月日初底末季来前后今]，?)?"
        self.calls = re.compile(rf"(?<=[{_BEGUN}])“?{dated}(?:{calls})(?![一-鿿]{{0,4}}[”、])")

    def whom(self, state: State, block: Block) -> Subject | None:
        """The firm told of last, if it is the first that `block` speaks of: 公司, its head, its
        name; no place leads a clause before that. The firm or the works that the paragraph before
        was on, where this one asks about them."""
        if self.asked and self.text.startswith(_ANSWER, block.start):
            return subject_of(self.asked, "paragraph")
        if block.kind != "body":
            return None
        firm, works = state.beside, state.left
        if firm and self._goes_on(firm, block):
            return firm.because("paragraph")
        return works.because("paragraph") if works and self._asked_of(block) else None

    def _asked_of(self, block: Block) -> bool:
        """Whether a paragraph begins with a question, and names nobody soon after: what the one
        before was on is asked about (某港…。货从哪里来？2022年，吞吐量608万吨)."""
        asked = _ASKS.match(self.text, block.start, block.end)
        if asked is None:
            return False
        near = asked.end() + _SOON
        named = (m for m in self.named if block.start <= m.start < near)
        return not any(self._names(m, block.start) for m in named)

    def _names(self, m: Place | Firm, start: int) -> bool:
        return isinstance(m, Firm) or self._leads(m, start)

    def sentence(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence goes on as if it were the last one: 其中，…; of a person 他…."""
        if state.subject and state.subject.type == "person":
            quoted = self.text[sentence.start] == "“"
            return quoted or bool(_THE_SAME.match(self.text, sentence.start, sentence.end))
        return self.text.startswith(self.words.of_which, sentence.start)

    def inside(self, state: State, sentence: Sentence) -> bool:
        """Whether a sentence tells of the works that the one before ends with: 实验楼里，…."""
        subject, site = state.subject, state.site
        built = subject is not None and site is not None and subject.name == site.name
        return built and _INSIDE.match(self.text, sentence.start, sentence.end) is not None

    def _goes_on(self, firm: Subject, block: Block) -> bool:
        own, stop = block.end, block.end
        for m in self.named:
            if m.start >= block.end or m.start > own:
                break
            if m.start < block.start:
                continue
            if isinstance(m, Firm) and _is(firm, m):
                own = min(own, m.start)
            elif self._names(m, block.start):
                stop = min(stop, m.start)
                break
        if called := self.calls.search(self.text, block.start, stop):
            own = min(own, called.start())
        if self.text.startswith(self.words.firms_own, block.start):
            own = block.start  # 研发投入占营收的6%, 车间里…: what firms have
        if person := self._person(firm, block.start, stop):
            own = min(own, person)
        if office := self.words.presides.search(self.text, block.start, stop):
            own = min(own, office.start())
        return own < stop

    def _person(self, firm: Subject, start: int, stop: int) -> int | None:
        """Where one who speaks for the firm is named, or meant by 他 as the last one named."""
        own = [name for name, m in self.speakers.spokesmen.items() if _is(firm, m)]
        if not own:
            return None
        found = [at for n in own if (at := self.text.find(n, start, stop)) >= 0]
        sole = self.speakers.sole is not None and _is(firm, self.speakers.sole)
        before = 0 if sole else self.text.rfind("\n", 0, max(start - 1, 0)) + 1
        if any(self.text.find(n, before, start) >= 0 for n in own):
            found += [m.start() for m in _THEY.finditer(self.text, start, stop)][:1]
        return min(found, default=None)

    def _leads(self, place: Place, start: int) -> bool:
        """Whether a place stands at the head of a clause, or means the county."""
        return place.coref or place.start == start or self.text[place.start - 1] in _BEGUN


def _is(firm: Subject, mention: Firm) -> bool:
    return (mention.firm or mention.name) == (firm.id or firm.name)
