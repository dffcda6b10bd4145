"""Whom a figure can be said of: the places and firms before it, and the article's own place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.facts.wording import Wording
from extract.records import Firm, Place, SubjectType

_OPEN = re.compile(r"[（(][^（()）]*$")
_STAGE = re.compile("[一二三四五六七八]期")  # of works
_MOVED = re.compile(r"[^，。；]{0,14}[由从自]\d")  # behind a name: what it has is moved
_THEIRS = re.compile(r"(?:[、和与及][一-鿿]{2,6})*的")  # with the rest of a list
_LIES = re.compile(r"[^，。；：的\d]{0,16}(?=[，。；：、]|$)")  # 位于宁夏 | 固原市境内，
JOINED = frozenset(["、", "和", "与", "及", "以及"])
_AMONG = re.compile(  # 在全市各县中 | 由第四位升到…, 在安徽省十强县榜单上 | 位居第三
    r"[^，。；]{0,12}[从由][^，。；]{0,10}第|[^，。；]{0,16}(?:榜单?|排行榜?|百强县?|十强县?|评价|考核)[上中里]"
    r"|[各的]?[^，。；]{0,4}(?:县|市|区|州|镇|乡)[^，。；有]{0,8}[中里](?:稳|连续)?[居列排位名升跃前进退降滑]"
)
_LEVELS = {"township": 3, "county": 2, "prefecture": 1, "province": 0}


class Subject(NamedTuple):
    """Whom a figure is about, and why it is thought so."""

    name: str
    type: SubjectType
    id: str | None
    why: str = "clause"
    members: tuple[Subject, ...] = ()  # of several that did something together

    def because(self, why: str) -> Subject:
        """The same, thought so for another reason."""
        return Subject(self.name, self.type, self.id, why, self.members)


COUNTRY = Subject("全国", "place", "100000")
OURS = ("中国", "我国", "全国")  # its names


def subject_of(mention: Place | Firm, why: str = "clause") -> Subject:
    """A mention as a subject."""
    if isinstance(mention, Firm):
        return Subject(mention.name or mention.text, "firm", mention.firm or None, why)
    return Subject(mention.name or mention.text, "place", mention.code, why)


def actor(
    words: Wording, text: str, start: int, actors: Sequence[Place | Firm]
) -> list[Place | Firm]:
    """Of the places and firms before a number, those it is said of.

    Coordinated ones (`A、B和C`) come together; the most specific stands for a chain
    (`浙江丽水缙云`, `缙云浙江某公司`); the last group counts, of places the last of the finest
    level; never the object of a preposition or what is in brackets.
    """
    groups: list[list[Place | Firm]] = []
    passed: Place | Firm | None = None  # the last one that it is not said of
    for m in actors:
        before = text[start : m.start]
        previous = groups[-1][-1] if groups else None
        gap = text[previous.end : m.start].strip() if previous else "，"
        if previous and type(previous) is type(m) and (gap in JOINED or _letters(previous, m, gap)):
            groups[-1].append(m)
        elif previous and m.text in _WITHIN:
            passed = m  # 青河县 | 省内、省外游客
        elif previous and gap == "":
            branch = _STAGE.match(text, m.end) or text.startswith(words.branch, m.end)
            if not (isinstance(previous, Firm) and branch):  # 某公司 | 溧阳三期产线 is the firm's
                groups[-1] = [m]
        elif passed and text[passed.end : m.start].strip() in JOINED:
            passed = m  # 分散在甲、 | 乙的工厂
        elif passed and passed.end == m.start and _goes_on(passed, m, text):
            passed = m  # 某公司在五峰 | 渔洋关镇办起4个初制厂, 搬到了青田 | 船寮镇
        elif passed and passed.end == m.start and _situated(words, passed, text):
            passed = m  # 大桥位于宁夏 | 固原市境内
        elif isinstance(m, Place) and m.coref and passed and passed.end == m.start:
            passed = m  # 占台州 | 全市的比重
        elif _aside(words, m, text, before, previous):
            passed = m
        else:
            groups.append([m])
    return _finest(groups)


def _goes_on(passed: Place | Firm, m: Place | Firm, text: str) -> bool:
    """Whether a place only says where in the place before it; not whose need it is (为天台 | 平桥镇
    每年近6000吨工业用丝需求), nor where somebody went (到云和 | 崇头镇改造老屋)."""
    return isinstance(m, Place) and not m.coref and text[passed.start - 1] not in "为到"


_SOURCES = re.compile(
    "(?:[、和等][^，。；：]{1,16}?)?(?:综合|大|监测)数据(?:综合)?(?:显示|表明)"
    "|[^，。；：、的]{0,10}(?:发布|公布)(?:的|了)?(?:最新|相关|统计)?(?:数据|统计|监测)(?:显示|表明)?[，：]"
)
_AFTER_THE_COUNTRY = re.compile("(?:全国[、和])?")  # 增速高于全国、 | 全省
_WITHIN = ("省内", "市内", "县内", "州内", "境内", "域内")
_PARTNER = re.compile("[与同跟][^，。；、的]{1,8}的$")
_ROW = re.compile("(?:^|[，。；：、])(?!在)[^，。；：、的]{2,6}、$")
_LINKS, _ENDS = frozenset("的、和与及是"), ("，", "。", "；", "")


def _aside(
    words: Wording, m: Place | Firm, text: str, before: str, previous: Place | Firm | None
) -> bool:
    """Whether a name is in brackets, an object, or where something else took place."""
    if _tells(words, m, text):
        return True
    if _situated(words, m, text):
        return True
    if previous and _PARTNER.search(before):
        return True  # 平乡与沿海的 | 黄骅市签下协议
    if previous is None and isinstance(m, Place) and _ROW.search(before):
        return True  # 丽缙园、 | 壶镇: of others that nothing knows
    wide = isinstance(m, Place) and m.level == "province"
    if wide and text.startswith(words.some_of, m.end):
        return True  # 浙江 | 一家减速机厂急着找人
    if before.endswith(("把", "将")) and _MOVED.match(text, m.end):
        return False  # 把某公司 | 净利润预测从6.5亿元下调到…: of that firm
    if _OPEN.search(before) or words.objected.search(before):
        return True
    if any(_AFTER_THE_COUNTRY.fullmatch(before, v.end()) for v in words.above.finditer(before)):
        return True
    ranked = words.standing.match(text, m.end) or words.ranking.match(text, m.end)
    if before.endswith("在") and (ranked or _AMONG.match(text, m.end)):
        return True  # 在全省的排名前移9位, 在丽水排在头一位
    if previous and m.coref and words.listed.match(text, m.end):
        return True  # 全县GDP | 全省排名第8位
    if isinstance(m, Place) and words.lying.search(before) and _THEIRS.match(text, m.end):
        return True  # 分散在东莞、桐乡的三处工厂
    if isinstance(m, Place) and before.endswith("在") and text.startswith(words.away_at, m.end):
        return True  # 在广东 | 打拼攒下的600万元
    if previous is None or not isinstance(m, Place):
        return False
    if isinstance(previous, Firm) and m.coref and text.startswith(words.first, m.end):
        return True  # 某公司建成全省最大的工厂
    if isinstance(previous, Firm) and before[-1] not in _LINKS and text[m.end : m.end + 1] in _ENDS:
        return True  # 某公司2019年进驻 | 留坝，
    return before.endswith(("在", "于")) or words.met.search(before) is not None


def _tells(words: Wording, m: Place | Firm, text: str) -> bool:
    """Whether a name is only the source of a figure, or says where its people are from."""
    if isinstance(m, Place) and m.coref and not m.name and m.text in _WITHIN:
        return True  # 省内 | 务工多于跨省务工
    if isinstance(m, Place) and m.coref and text.startswith(words.placed, m.end):
        return True  # 总量61.3亿元，全市 | 垫底
    if isinstance(m, Firm) and _SOURCES.match(text, m.end):
        return True  # 中国移动 | 、出行平台综合数据显示
    if isinstance(m, Firm) and text.startswith(words.observer, m.end):
        return True  # 某证券 | 分析师认为: of others
    if isinstance(m, Place) and text.startswith(words.locals, m.end):
        return True  # 泰顺 | 本地人占八成
    # 上海 | 电子材料网报价显示
    return isinstance(m, Place) and words.source.match(text, m.end) is not None


def _situated(words: Wording, m: Place | Firm, text: str) -> bool:
    """Whether a clause ends by saying that something lies there: 西起广东 | 广州，."""
    lies = text.endswith(words.situated, 0, m.start)
    return lies and isinstance(m, Place) and _LIES.match(text, m.end) is not None


def _letters(a: Place | Firm, b: Place | Firm, gap: str) -> bool:
    """Abbreviations in a row: 杭宁温."""
    return gap == "" and len(a.text) == len(b.text) == 1


def _finest(groups: list[list[Place | Firm]]) -> list[Place | Firm]:
    """The last group; of places the last of the finest level."""
    if not groups or isinstance(groups[-1][0], Firm):
        return groups[-1] if groups else []
    places = [g for g in groups if isinstance(g[0], Place)]
    return max(reversed(places), key=lambda g: _LEVELS.get(getattr(g[0], "level", None) or "", 0))


def joint(subjects: Sequence[Subject]) -> Subject | None:
    """One subject for several that did something together: `南湖区和遂昌县`."""
    subjects = [s for s in dict.fromkeys(subjects) if s.type == subjects[0].type]  # works of two
    if len(subjects) < 2:
        return subjects[0] if subjects else None
    first = subjects[0]
    name = "和".join(["、".join(s.name for s in subjects[:-1]), subjects[-1].name])
    return Subject(name, first.type, None, first.why, tuple(subjects))
