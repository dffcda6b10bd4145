"""Whether a date that the sentence told before a figure is over when it comes to the figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clauses import Site
from extract.facts.actors import Subject
from extract.facts.modality import COMPLETED
from extract.facts.period import ENDS, MONTH, Period
from extract.facts.reading import Reading
from extract.facts.wording import Wording
from extract.records import Modality
from extract.segment import Sentence

_BUILT = re.compile(
    "(?:建成|新建|兴建|建设|修建|打造|改造|扩建|建起|引进|购置|购买|研发)(?:起来|而成)?的"
)
_COULD = re.compile("(?:建成|投产|投用|竣工|交付|完工|达产|通车)，(?:预计|届时)?可[一-鿿]{2,8}$")
_ENTITLED = re.compile("可以?(?:领到?|获得?|享受|申领|申请|拿到?|得到|补贴|补助|奖励)")
_MONTHLY = "每个?月|每人每月|每天|每日|一个月"
_USUAL = re.compile(_MONTHLY)
# Behind another sentence also what is told of any day or year: 一天挣 | 50元, 每年拿出营收的 | 6%.
_HABIT = re.compile(f"{_MONTHLY}|(?:(?<![头第])一[天晚年]|每[晚年])(?![里以间中内来])")
# What a figure is held against that is neither a time nor a place: 比市场高出 | 5%.
_THING = re.compile(
    "(?!.*(?:[年月日季初末底期时前昔今省县区国业]|市(?!场)|过去|原来|以往|平均|预期|目标|计划))[比较]"
)
_PROJECT = ("项目", "工程", "园", "园区", "基地", "中心", "开发区", "合作区")
_A_MONTH = 31  # days of the longest
_SINCE = re.compile("[较比](?:19|20)\\d\\d年")
_DONE = re.compile("累计|先后|陆续|[已共](?![有是为达])")
_TOLD = 40  # characters
# Days: of an event rather than a time that figures are told of; of less than a year.
_SEASON, _YEAR = 200, 300


@dataclass(slots=True)
class Told:
    """What one quantity says: a measure, whom it is said of, and how the measure was found."""

    measure: str
    subject: Subject | None
    how: str


class Lasting:
    """Reads it off the words between the date and the figure, and before the figure."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording

    def over(
        self,
        period: Period,
        site: Site,
        reading: Reading,
        kind: str | None,
        meant: Modality,
        sentence: Sentence,
    ) -> bool:
        """Whether it is: for a capacity behind a part of a year; for a value of 过去 and what
        became of it; for what is so by now; for what stands in works opened that month."""
        if period.why == "paragraph" and reading.aspect == "change" and kind != "flow":
            return _SINCE.match(reading.base or "") is not None  # 现有果园86个，较2020年增加 | 34个
        if period.why != "sentence" or reading.aspect not in ("from", "level"):
            return False
        if self._formerly(site, reading):
            return True
        if reading.aspect == "from":
            return False
        stands = kind != "flow" and self._opened(period, site, sentence)
        part = period.start is not None and period.days < _YEAR and not reading.direction
        return (meant == "capacity" and part) or stands or self._by_now(period, site)

    def all_since(self, period: Period, site: Site) -> bool:
        """Whether a figure adds up what was done since the date: 自去年8月投产以来，已交付变压器 |
        7800台."""
        since = period.why == "sentence" and period.start and period.end is None
        return bool(since) and bool(_DONE.search(self.text, site.clause.start, site.quantity.start))

    def _formerly(self, site: Site, reading: Reading) -> bool:
        """Whether a value is one of 过去, or the end of a change from one: 由过去的 | 5天缩短到 |
        28小时."""
        before = site.previous if reading.aspect == "level" and reading.direction else None
        at = before.start if before else site.quantity.start
        told = reading.aspect == "from" or before is not None
        return told and self.words.formerly.search(self.text, site.clause.start, at) is not None

    def _by_now(self, period: Period, site: Site) -> bool:
        """Whether a clause tells what has come of an event by now: 10月推出…，已带动 | 5个乡镇."""
        span = site.clause.start, site.quantity.start
        if self.text.find("现已", *span) >= 0:
            return True
        at = self.text.rfind(period.text, max(0, span[0] - _TOLD), span[0])
        opened = at >= 0 and self.words.opens.search(self.text, at, span[0]) is not None
        if opened and self.text.find("已", *span) >= 0:
            return True  # 2021年，某产业园开园，已入驻 | 企业36家
        event = period.bound and MONTH <= period.days < _SEASON
        return event and self.text.find("已", *span) >= 0

    def of_then(self, period: Period, site: Site, sentence: Sentence, published: str) -> bool:
        """Whether a sentence tells what was so in a year long past, that of an event in it (2003年
        柠檬大丰收，欠款 | 47万元), and not what there is by now (2016年起家，现有 | 专利37件)."""
        past = int((period.end or "9999")[:4]) < int(published[:4] or 0) - 1
        if not (past and period.bound and period.start and period.why == "sentence"):
            return False
        at = self.text.rfind(period.text, sentence.start, site.quantity.start)
        told = self.words.since_then.search(self.text, max(at, sentence.start), site.quantity.end)
        return at >= 0 and told is None

    def _opened(self, period: Period, site: Site, sentence: Sentence) -> bool:
        """Whether the date is only that of an opening: 园区今年初交付，建筑面积 | 26万平方米."""
        at = self.text.rfind(period.text, sentence.start, site.quantity.start)
        if at < 0 or period.days < MONTH:
            return False
        behind = at + len(period.text)
        return self.words.was_opened.match(self.text, behind, site.quantity.start) is not None

    def is_now(self, period: Period, site: Site, reading: Reading, sentence: Sentence) -> bool:
        """Whether a figure is as of now, not of the `period` that a report or a lead is on: 目前…;
        of a lead's also one since anything but the year before (比改革前 | 减少60%)."""
        if period.why != "lead":
            return self.text.find("目前", site.clause.start, site.quantity.start) >= 0
        other = reading.base is not None and self.words.yearly.search(reading.base) is None
        now = self.words.timeless.search(self.text, sentence.start, site.quantity.start)
        return other or now is not None

    def _against_a_thing(self, reading: Reading) -> bool:
        """Whether a figure tells one thing from another, and nothing that has come about."""
        moves = reading.aspect in ("growth", "change")
        return moves and _THING.match(reading.base or "") is not None

    def apart(
        self,
        period: Period,
        site: Site,
        reading: Reading,
        told: Told,
        yearly: bool,
        sentence: Sentence,
    ) -> bool:
        """Whether a figure is none of a period: the length of works that open (年底，全长84公里的
        高速通车), what is to come (届时, 达产后), what is of a whole year (今天投产，年发电量14亿
        千瓦时), what a project costs."""
        q, borrowed = site.quantity, period.why != "clause"
        long = q.dimension == "length" and self.text.startswith("的", q.end)
        if long and told.measure.endswith(("长", "长度")):
            return True
        if told.measure.endswith(("全长", "总长", "桥长", "隧道长")):
            return True  # 去年9月通车的某大桥 | 全长6.7公里
        who = told.subject.name if told.subject and told.subject.type == "other" else ""
        so_far = period.text.startswith("截至")
        works = borrowed and who.endswith(_PROJECT) and not so_far
        if works and told.measure in self.words.of_works:
            return True  # 本月初，二期项目投产，总投资 | 8.5亿元
        opening = self.text[sentence.start : site.clause.start]
        if borrowed and told.measure in self.words.of_works and COMPLETED.search(opening):
            return True  # 预计年底通车，总投资 | 30亿元
        if yearly and period.days <= _A_MONTH and not period.text.endswith(ENDS):
            return True
        far = period.why not in ("clause", "sentence")
        if far and q.dimension == "currency" and _BUILT.match(self.text, q.end):
            return True  # 上半年出口8亿元。公司投资1.2亿元 | 建成的车间里，…
        if far and _ENTITLED.search(self.text, site.clause.start, q.start):
            return True  # 去年引进人才4860人。博士可以领到 | 20万元购房补贴
        if borrowed and q.start > 0 and _COULD.search(self.text, sentence.start, q.start):
            return True  # 二期计划明年底建成，可新增就业 | 1500人
        if borrowed and period.bound and _USUAL.search(self.text, sentence.start, q.start):
            return True  # 前年回到村里。如今每月挣 | 9500元
        if far and _HABIT.search(self.text, site.clause.start, q.start):
            return True
        if far and self._against_a_thing(reading):
            return True
        once = self.words.once.search(self.text, sentence.start, q.start) is not None
        then = self.text.find("届时", sentence.start, q.start) >= 0
        return once or (borrowed and (then or told.how in ("project", "wage")))
