"""The record of a fact: what is said, put together with when it holds and how it is meant."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.clauses import Site
from extract.facts.behind import ANOTHER
from extract.facts.holding import Holding, exact
from extract.facts.lasting import Told
from extract.facts.modality import modality
from extract.facts.period import Period
from extract.facts.phrases import Reader
from extract.facts.plans import Plans
from extract.facts.ratios import RANK_SCOPE
from extract.facts.reading import Reading
from extract.facts.state import State
from extract.facts.timing import Timing
from extract.keys import key
from extract.measures import Catalogue
from extract.records import Aspect, Bound, Fact, Modality
from extract.segment import Sentence

_OF_ABOUT = re.compile(
    "(大?约|将近|接近|(?<![附最将接])近|不到|不足|不及|超过?|逾)(?:占[^，。；占]{1,14}?的?|[^，。；占约近到足及超过逾]{1,14}的)$"
)
_BOUNDS: dict[str, Bound] = {
    "约": "about", "大约": "about", "近": "under", "将近": "under", "接近": "under",
    "不到": "under", "不足": "under", "不及": "under", "超": "over", "超过": "over", "逾": "over",
}  # fmt: skip
_SHARES = ("占比", "比重", "份额", "占有率")
# How sure a measure is by how it was found, in hundredths; otherwise 70.
_SURE = {"left": 100, "right": 85, "project": 95, "carried": 90}
_YEARS_END = ("年底", "年末", "到年底", "到年末")


class Recorder:
    """Makes facts of what quantities say."""

    def __init__(self, reader: Reader, catalogue: Catalogue, state: State, timing: Timing) -> None:
        self.reader, self.plan, self.text, self.words = (
            reader,
            reader.plan,
            reader.text,
            reader.wording,
        )
        self.catalogue, self.state = catalogue, state
        self.holding = Holding(reader, state, timing)
        self.plans = Plans(self.plan, self.words, state)
        self.deeds: list[str] = []  # the qualifier of the quantity before
        self.last: Fact | None = None  # the one before

    def fact(
        self, site: Site, reading: Reading, told: Told, period: Period | None, sentence: Sentence
    ) -> Fact:
        """The fact of one quantity; `period` is the one that is near it or in force."""
        q, clause, subject = site.quantity, site.clause, told.subject
        match = self.catalogue.match(told.measure)
        kind = match.entry.kind if match else None
        meant, period = self._meant(site, reading, told, period, kind, sentence)
        period = exact(period, kind, reading)
        fact = Fact(
            quantity=q.id,
            subject=subject.name if subject else None,
            subject_type=subject.type if subject else None,
            subject_id=subject.id if subject else None,
            measure=told.measure,
            measure_id=match.entry.id if match else None,
            aspect=self._aspect(site, reading, told),
            direction=reading.direction,
            base=reading.base or self._base(site, reading, told, sentence),
            value=q.value,
            low=q.low,
            high=q.high,
            bound=self._bound(site, reading),
            unit=q.unit,
            dimension=q.dimension,
            si_value=q.si_value,
            si_unit=q.si_unit,
            period=period.mention if period else None,
            period_text=period.text if period else None,
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            modality=meant,
            scope=_own_scope(site, reading) or reading.scope,
            qualifier=self._qualifier(site, told, reading),
            start=clause.start,
            end=clause.end,
            rule=_reasons(reading, told, period),
            confidence=self._confidence(site, told, reading),
        )
        self.state.aimed = meant == "target"
        fact.key = key(fact, self.catalogue)
        self.last = fact
        return fact

    def _base(self, site: Site, reading: Reading, told: Told, sentence: Sentence) -> str | None:
        """What a rate right behind a change is held against, where that is no year:
        较11月末上升662亿美元，升幅 | 2.1%."""
        last = self.last
        if last is None or reading.aspect != "growth" or told.how != "carried" or not last.base:
            return None
        near = sentence.start <= last.start and last.end == site.clause.start - 1
        same = near and last.aspect == "change" and last.measure == told.measure
        return last.base if same and not self.words.yearly.search(last.base) else None

    def _aspect(self, site: Site, reading: Reading, told: Told) -> Aspect:
        """A share by its name is one, whatever verb tells it: 占比 | 提升至70%."""
        part = site.quantity.unit == "%" and told.measure.endswith(_SHARES)
        return "share" if part and reading.aspect == "level" else reading.aspect

    def _bound(self, site: Site, reading: Reading) -> Bound:
        """The bound of a number; that of a share may stand before its whole: 约占 | 面积的13%."""
        q = site.quantity
        if reading.aspect != "share" or q.bound != "exact":
            return q.bound
        found = _OF_ABOUT.search(self.text, site.left, q.start)
        return _BOUNDS.get(found[1], q.bound) if found else q.bound

    def _meant(
        self,
        site: Site,
        reading: Reading,
        told: Told,
        period: Period | None,
        kind: str | None,
        sentence: Sentence,
    ) -> tuple[Modality, Period | None]:
        """What the figure is meant as, and when: a plan may have a time of its own."""
        meant = modality(self.reader, site, told.measure, reading.aspect, sentence)
        meant = self.plans.below_a_heading(meant, site)
        meant = self.plans.part_of_it(meant, site, sentence)
        period = self.holding.holds(period, site, reading, told, kind, meant, sentence)
        period = period or self.holding.tallied(site.quantity, told)
        if meant == "target" and period and self.plans.said_then(period, site):
            period = None  # 3月12日，公司公告，拟投资 | 5亿元
        period = self.plans.comes_to_goals(meant, period, site, sentence)
        meant, period = self.plans.for_the_year_named(meant, period, site, sentence)
        meant = self.plans.in_its_time(meant, period, site, sentence)
        meant = self.plans.demanded(meant, period, site, sentence)
        meant, period = self.plans.announced(meant, period, site, sentence)
        meant, period = self.plans.of_the_year(meant, period, site, told.subject, sentence)
        planned = self.state.plan and period is not None and period.why == "heading"
        if reading.aspect == "from" and period and (planned or self.plans.to_come(period)):
            return "actual", None  # 到2027年，…由24家增至40家
        if period and period.text in _YEARS_END and told.measure.endswith(self.words.of_the_year):
            return meant, period.of_its_year()  # 年底 | 分红58万元
        return meant, period

    def _confidence(self, site: Site, told: Told, reading: Reading) -> float:
        """How much of the text before the number has been understood: 1 if every word of it went
        into the fact, less for words left over, for carried measures and borrowed subjects."""
        if told.how == "unshared":
            return 0.5
        sure = _SURE.get(told.how, 70)
        if told.subject is None:
            sure -= 20
        elif told.subject.why in ("section", "paragraph"):
            sure -= 15
        elif told.subject.why not in ("clause", "sentence", "behind"):
            sure -= 5
        if told.how == "left" and self.reader.idle(site.left, reading.end, told.measure):
            sure -= 25
        return sure / 100

    def _deed_behind(self, site: Site) -> str | None:
        """The deed right behind a count that has no noun: 另有7个 | 在建."""
        end, stop = site.quantity.end, site.right
        if site.quantity.dimension != "count" or end >= stop:
            return None
        word = self.text[end : next(b for _, b in self.reader.words(end, stop))]
        return word if word in self.words.nominal else None

    def _one_of_two(self, site: Site) -> str:
        """What is done to so many of them, and something else to others: 续建 | 3个、新建17个."""
        q, each = site.quantity, site.clause.quantities
        row = [site.previous, q, next((n for n in each if n.start >= q.end), None)]
        for a, b in pairwise(row):
            deed = ANOTHER.fullmatch(self.text, a.end, b.start) if a and b else None
            if deed and deed[1] in self.words.deeds_of_works and a and b and a.unit == b.unit:
                word = self.text[self.reader.before(q.start) : q.start]
                return word if word in self.words.deeds_of_works else ""
        return ""

    def _qualifier(self, site: Site, told: Told, reading: Reading) -> str | None:
        """新增, 累计 … before the number, what was done to a measure said before (解决121个),
        and the grade in the measure (省级, 国家级)."""
        left = self.text[site.left : site.quantity.start]
        found: list[str] = []
        if self.words.qualified.search(left):
            words = {self.text[a:b] for a, b in self.reader.words(site.left, site.quantity.start)}
            near = (w for w in self.words.qualifier if w in words or (len(w) > 2 and w in left))
            found = [w for w in near if w not in told.measure]
        if not found and site.previous and left.lstrip().startswith(("、", "和", "及")):
            found = [w for w in self.deeds if w in self.words.doing]  # 参与制定标准4项、专利10项
        self.deeds = found[:1]
        if not found and (done := self._one_of_two(site)):
            found = [done] if done not in told.measure else []
        deed = None
        if told.how == "carried":
            deed = reading.peeled.first("counted") or self._deed_behind(site)
        found = [*found[:1], *([deed] if deed and deed not in found else [])]
        grade = self.words.grade.search(told.measure)
        return "、".join([*found, *([grade.group()] if grade else [])]) or None


def _own_scope(site: Site, reading: Reading) -> str:
    """The scope that a rank in a row has by itself: 居全国第一、| 全球第三."""
    ranked = reading.aspect == "rank" and site.previous and site.previous.dimension == "rank"
    found = RANK_SCOPE.match("".join(site.quantity.text.split())) if ranked else None
    return found[1].removeprefix("居") if found else ""


def _reasons(reading: Reading, told: Told, period: Period | None) -> str:
    who = told.subject.why if told.subject else "none"
    when = period.why if period else "none"
    return f"{reading.aspect} subject={who} period={when} measure={told.how}"
