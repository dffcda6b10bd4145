"""Measures and subjects dealt out to the quantities of a run: one each, or all to all."""

from __future__ import annotations

import re

from extract.clauses import Site
from extract.facts import actors, spread
from extract.facts.actors import COUNTRY, OURS, Subject
from extract.facts.lasting import Told
from extract.facts.named import Named
from extract.facts.period import Period
from extract.facts.reading import Reading
from extract.facts.scene import Scene
from extract.facts.state import Measured, State
from extract.facts.wording import Wording
from extract.records import Date, Firm, Place
from extract.segment import Sentence

_ONE_BY_ONE = frozenset(["分别", "依次"])
_TAIL = 4  # characters of a name that its measure may repeat
_THEIRS = re.compile(
    "^[两三四五六七八九十]大?(?:区域|板块|地区|园区|省|市|县|区|州|旗|镇|乡|地|村)(?=..)"
)
_SIZES = {"length": "全长", "area": "面积"}
_PAIR = ("前者", "后者")
_IN_ALL = re.compile("(?:[两三四五][者县市区地镇家])?(?:合计|总计|加起来|一共|共占)")


class Dealer:
    """Asks whom a run of quantities is said of, and deals out what is told."""

    def __init__(self, text: str, wording: Wording, scene: Scene, state: State) -> None:
        self.text, self.words = text, wording
        self.scene, self.state = scene, state

    def deal(
        self,
        run: list[Site],
        reading: Reading,
        named: Named,
        sentence: Sentence,
        dates: list[Date],
    ) -> tuple[list[list[Told]], list[Period]]:
        """For each quantity of the run, the measures and subjects it is said of; and its own period
        where the row is told of as many."""
        subjects = self._subjects(run, reading, named, sentence)
        names, how = named.measures, named.how
        if how == "action" and subjects and subjects[0].type == "person":
            names = ["收入" if n == "销售额" else n for n in names]  # 他家去年卖了15万元
        if how == "left" and len(names) == 1 and (own := self._of_the_country(names[0])):
            subjects, names = [Subject(own, "place", "100000")], [names[0].removeprefix(own)]
        subjects = self._of_a_place(subjects, names)
        if subjects and (len(subjects) > 1 or subjects[0].members):
            names = [_THEIRS.sub("", n) for n in names]  # 宜都、枝江 | 两市GDP
        alone = len(subjects) == len(run) == len(names) == 1
        if alone and subjects[0].type == "place" and how == "left":
            names = [_without(n, subjects[0].name) for n in names]
        if alone and subjects[0].type == "other" and how == "left":
            names = [self._behind(n, subjects[0].name) for n in names]
        if alone and subjects[0].type == "other" and names[0] == subjects[0].name:
            names = [self._of_itself(names[0], run[0], reading)]
        if of := self._pointed(run[0]):
            subjects = [of.subject] if of.subject else subjects
            names = [of.measure] if how == "carried" else names
        one = len(names) == 1 and len(subjects) < 2 and not (subjects and subjects[0].members)
        each = len(run) > 1 and not _ONE_BY_ONE.isdisjoint(reading.each(self.words.each))
        timed = one and each and how != "carried"  # else measures or subjects are told so
        times = spread.over(self.text, run, dates) if timed else []
        return self._shared_out(run, reading, names, how, subjects, bool(times)), times

    def _of_itself(self, name: str, site: Site, reading: Reading) -> str:
        """What is told of a facility where its name stands for the measure: 129公里的 | 洱海廊道;
        吞吐量增长5%，深圳港 | 增长12%."""
        moves = reading.aspect in ("growth", "change", "multiple") and self.state.recent
        told = self.state.recent[-1].measure if moves else name
        return _SIZES.get(site.quantity.dimension, told)

    def _of_a_place(self, subjects: list[Subject], names: list[str]) -> list[Subject]:
        """The place in force, where what is measured is of places and the subject, that a clause
        before named, is none: 某某学院成为样板，…，数字经济增加值三年增长50%."""
        state = self.state
        place = state.home or state.place
        told = subjects[0] if subjects else None
        if place is None or told is None or told is not state.subject or told.type == "place":
            return subjects
        area = told.name.endswith(self.words.area_ends)
        regional = not area and all(name.endswith(self.words.regional) for name in names)
        return [place.because("paragraph")] if names and regional else subjects

    def _pointed(self, first: Site) -> Measured | None:
        """The measure that 前者 or 后者 at the head of a clause means, if it means no firm."""
        clause = first.clause
        word = self.text[clause.start : clause.start + 2]
        if word not in _PAIR or first.previous:
            return None
        back = self.scene.who.pointing.back(clause)
        return None if back and back[1].type == "firm" else self.state.pointed(word)

    def _shared_out(
        self,
        run: list[Site],
        reading: Reading,
        names: list[str],
        how: str,
        subjects: list[Subject],
        timed: bool,
    ) -> list[list[Told]]:
        """Measures and subjects dealt out to the quantities: one each, or all to all."""
        each = reading.each(self.words.each)
        if each and len(subjects) == 1 and subjects[0].members:
            subjects = list(subjects[0].members)
        if len(run) > 1 and len(names) == len(run):
            if states := self.scene.who.countries.states(run[0], names):
                return [[Told(m, s, how)] for m, s in states]  # 法国、德国对我国投资分别增长
            return [[Told(n, actors.joint(subjects), how)] for n in names]
        if len(run) > 1 and len(subjects) == len(run):
            return [[Told(n, s, how) for n in names[:1]] for s in subjects]
        all_told = how == "carried" and len(self.state.recent) >= len(run)
        if len(run) > 1 and all_told and not reading.several:
            return [[Told(m.measure, m.subject, how)] for m in self.state.recent[-len(run) :]]
        own = bool(subjects) and subjects[0].why == "clause"
        row = self.state.row() if how == "carried" and each and len(run) == 1 and not own else []
        if len({m.subject for m in row}) > 1 and len({m.measure for m in row}) == 1:
            return [[Told(m.measure, m.subject, how) for m in row]]  # 均增加5万元
        if len(run) > 1 and "分别" in each and not (timed or reading.several):
            how = "unshared"  # which value belongs to which member the clause does not say
        if how == "unshared" and len(names) > 1:
            names = ["、".join(names)]
        firms = len(subjects) > 1 and subjects[0].type == "firm" and reading.aspect != "level"
        top = reading.aspect == "rank" and "前" in run[-1].quantity.text  # 甲、乙、丙居前三
        who = list(subjects) if subjects and (each or firms or top) else [actors.joint(subjects)]
        if how == "carried" and len(who) > 1 and own:
            names = names[-1:]  # 上市公司3家，另有2家企业…；甲县、乙县各 | 1家
        return [[Told(n, s, how) for n in names for s in who] for _ in run]

    def _subjects(
        self, run: list[Site], reading: Reading, named: Named, sentence: Sentence
    ) -> list[Subject]:
        if named.project:
            firms = [m for m in run[0].clause.actors(run[0].quantity.start) if isinstance(m, Firm)]
            if firms:
                firm = actors.subject_of(firms[-1])
                self.state.heard(firm)  # what 公司 means from here on
                self.state.theme = self.state.theme or firm
            self.state.site = Subject(named.project, "other", None)
            owner = actors.subject_of(firms[-1]) if firms else self.state.subject
            if owner and owner.type == "firm" and named.project.endswith(self.words.plant_parts):
                return [owner]  # 2600万元的 | 智能总装线 is a part of the plant
            return [self.state.site]
        if isinstance(reading.standard, Place):
            return [self.scene.who.meaning.of(reading.standard, "behind")]
        if isinstance(reading.standard, str):
            known = COUNTRY.id if reading.standard in OURS else None
            return [Subject(reading.standard, "place" if known else "industry", known, "behind")]
        if reading.aspect == "rank" and (after := self.scene.who.described.behind(run[-1])):
            return after
        if together := self._together(run[0]):
            return [together]
        return self.scene.who.of(self.state, run[0], reading.end, sentence)

    def _together(self, site: Site) -> Subject | None:
        """Those that the same was just told of one by one: …分别为1.5亿辆和3600万辆，| 合计占…."""
        if not _IN_ALL.match(self.text, site.clause.start):
            return None
        row = self.state.row()
        who = list({m.subject.name: m.subject for m in row if m.subject}.values())
        alike = len({m.measure for m in row}) == 1
        alike = alike and len({s.type for s in who}) == 1
        return actors.joint(who) if alike and len(who) > 1 else None

    def _behind(self, measure: str, subject: str) -> str:
        """A measure without the end of whom it is said of: 福田—环江 | 蚕桑产业园 | 总投资; also
        without a short one where works have what is left (安岭特 | 大桥 | 全长)."""
        for n in range(len(measure) - 2, 1, -1):
            works = measure[n:] in self.words.of_works and measure[:n] in subject
            if works or (n >= _TAIL and subject.endswith(measure[:n])):
                return measure[n:]
        return measure

    def _of_the_country(self, measure: str) -> str:
        """中国 of 中国冰雪产业规模, which a county's article tells too."""
        country = next((w for w in OURS if measure.startswith(w)), "")
        whole = measure.endswith(self.words.nationwide) and len(measure) > len(country) + 3
        return country if country and whole else ""


def _without(measure: str, subject: str) -> str:
    """A measure without the name of whom it is said of: 欧盟 | 经济增长预期."""
    rest = measure.removeprefix(subject)
    kept = len(rest) < 2 or rest == "经济" or rest.startswith(("的", "占", "与", "和", "同"))
    return measure if kept else rest
