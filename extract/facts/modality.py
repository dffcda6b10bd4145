"""Whether a figure is meant as an actual, a target or a capacity."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clauses import Clause, Site
from extract.facts.phrases import Reader
from extract.facts.reading import GOAL_BEHIND
from extract.facts.wording import Wording
from extract.records import Aspect, Modality
from extract.segment import Sentence

_DUE = re.compile(
    r"[一-鿿]{0,10}?(?:计划|预计|拟|将)(?:于|在)?(?:[明后]年|年[底内]|[上下]半年|今年|\d{4}年|\d{1,2}月)"
    r"[^，。；]{0,8}(?:交付|投产|建成|投用|完工|竣工|开工|启用|通车|落地|上市|达产)"
)
_PAST = re.compile(r"(?:去年|前年|当年|20\d\d年)[^，。；]{0,6}?(?:投产|达产|建成|投用|竣工)后的")
_ITS_YEAR = re.compile(  # 去年 | 产蓝莓8600吨, 投产第一年 | 产镜片900万片; 日产气量
    r"(?:(?<=[去今前当全\d])|(?<=第[一二三四五六]))年(?=产(?!能))|[日月]产[一-鿿]{1,2}(?:量|(?<!可)达)"
)
_GOING_TO = re.compile(
    "(?<![一-鿿]{16})(?<!即)将(?:对|把|向|分批|分期|继续|进一步|加快|全面|大力|着力|重点(?!项目|企业|工程|领域|产业|任务|行业)|深入|推进|实施|开展|启动|聚焦|围绕|完善|优化|统筹|坚持)"
)
_MOVED = re.compile("[由从][^，。；]{1,16}?[到至为成]")  # from where to where
_MADE = ("产能", "能力", "产量", "容量", "规模", "吞吐量")
_GIVEN_UP = ("退出", "淘汰", "化解", "压减", "关停", "置换")  # capacity that is no more
_TAKES = re.compile(
    "将(?:落后|闲置|空置|废弃|老旧|破旧|低效|原有)"
)  # an object, whose deed follows
_BEYOND = ("超", "逾", "不", "近", "接近", "高于", "低于")  # 将 | 超过300万人
_EACH_YEAR = re.compile("每[年天](?:还|就)?可")  # 每年可输出7400万度电，| 满足4万户需求
_WHAT_IT_DOES = re.compile("(?:可|能)?(?:满足|相当于|减少|减排|节约|等效|替代)")
_WILL, _CAN = re.compile("将|有望|可望|预计|届时"), re.compile("[可能]")
_IN_YEARS = re.compile(  # 用三年时间 | 把覆盖率从35%提高到70%
    r"(?<![他她了已])用[一二两三四五\d到至—-]{1,4}年(?:左右)?的?时间(?:把|将|使|让|实现|建成|打造|建设)"
)
_MUST = re.compile(  # 今年 | 要新签亿元以上项目7个, 我们还要 | 组织15个团组
    r"(?:(?:今年|明年|后年|年内|年底前|下一步|接下来|20\d\d年[底末]?)[^，。；]{0,10}?(?<![需重主首只紧必想])要"
    r"|(?:我们|他们|公司|[县市镇村]里)还要(?![付交还给多少高低快慢早晚]))(?![求素不是么想花用到比])"
)
_WITHIN = re.compile(  # 三年内 | 筹建人才公寓1500套
    r"(?<![近过这那])[一两三四五六七八九十\d]{1,3}年(?:之|以)?内(?![^，。；]*[了已曾])[^，。；]{2,}$"
)
_PROPOSES = re.compile(
    "提出(?:了)?(?:[今明]年|全年)?[^，。；“]{2,20}(?:增长|达到?|突破|保持|下降|降低)[^，。；]{0,4}$"
)
_OF_BOTH = re.compile(r"、[^，。；]{2,16}?\d[\d.]*%(?:左右|以上)?的[^，。；]{0,4}(?:目标|任务)")
_HELD_FAST = re.compile("紧盯|盯紧|锚定|围绕|瞄准|对标|聚焦|确保|坚持|力争|确定|提出|设定|制定")
_FULFILLED = re.compile("完成了?[^，。；]*$")  # 完成造林任务 | 300万亩
_KEPT = re.compile("完成了?[^，。；]{0,8}(?:计划|目标)(?=[，；]|$)")  # a plan that promises no more
_DONE = re.compile("累计|[已早](?!经?[有建可能])")  # 投产后，| 累计产…
_FORECAST = re.compile(
    r"预测[，：:]?(?=[^，。；]{0,12}(?:今年|全年|明年|后年|20\d\d年))(?![^。]*(?:去年|已))"
)
_MARKS = re.compile("[，；：]")
_ORIENTED = re.compile(  # 围绕高质量发展目标，| 建成项目30个: what it serves
    r"(?:围绕|聚焦|锚定|紧扣|对标|紧盯|瞄准|朝着|着眼|立足)[^，。；\d]*目标[^，。；\d]*，"
)
COMPLETED = re.compile(  # 计划明年 | 投产，占地面积300亩
    r"(?:计划|预计|力争|将于|拟于)[^，。；]{0,8}?"
    r"(?:投产|投用|建成|完工|竣工|通车|开通|开工|启用|交付|落成|开园)[^，。；]{0,4}，[^；。]*$"
)
_TITLES = re.compile(r"《[^》]*》")


@dataclass(slots=True)
class _View:
    """One figure: `before` is its clause up to it, `opening` its sentence up to the clause."""

    words: Wording
    reader: Reader
    site: Site
    measure: str
    aspect: Aspect
    start: int  # of the sentence
    text: str
    before: str
    opening: str


def modality(
    reader: Reader, site: Site, measure: str, aspect: Aspect, sentence: Sentence
) -> Modality:
    """Target or capacity by the cues of the clause; a target also by those before it."""
    words, text, at = reader.wording, reader.text, site.clause.start
    before, opening = text[at : site.quantity.start], text[sentence.start : at]
    view = _View(words, reader, site, measure, aspect, sentence.start, text, before, opening)
    moved = aspect == "level" and _MOVED.search(before)
    if moved and not measure.endswith(_MADE) and words.once.search(opening + before):
        return _once_built(before)
    if _capacity(view):
        return "capacity"
    if aspect == "from":
        return "actual"  # where something starts from is no plan
    return "target" if any(way(view) for way in (*_IN_CLAUSE, _before_it)) else "actual"


def _capacity(v: _View) -> bool:
    """Whether a figure is what could be made, also once works are there that the sentence told."""
    if v.aspect in ("level", "from") and _able(v.words, v.before, v.measure):
        return True
    if _EACH_YEAR.search(v.opening) and _WHAT_IT_DOES.match(v.before):
        return True
    once = v.aspect == "level" and v.words.once.search(v.opening)
    return bool(once) and not _DONE.search(v.before)


def _aim_by_name(v: _View) -> bool:
    """增长目标 | 6%; not what counts the tasks (300万亩 | 目标任务)."""
    if v.aspect == "level" and v.measure.endswith(v.words.planned_sums):
        return True
    behind = v.measure not in v.before  # 300个 | 目标, 6.2万亩 | 新建任务已全部开工
    counted = behind and (v.site.quantity.dimension == "count" or v.measure.endswith("任务"))
    aim = not counted and v.measure.endswith(v.words.aimed) and not _FULFILLED.search(v.before)
    return aim and v.aspect in ("level", "growth")


def _aimed_at(v: _View) -> bool:
    """力争 | 建成30个, 将 | 建成30个."""
    told = any(m.group() not in v.measure for m in _aims(v.words, v.before))
    return told or _will(v.reader, v.site)


def _due(v: _View) -> bool:
    """18万平方米标准厂房 | 计划明年6月交付."""
    end = v.site.quantity.end, v.site.clause.end
    return v.aspect == "level" and _DUE.match(v.text, *end) is not None


def _to_be_done(v: _View) -> bool:
    """今年 | 要新签7个, 提出增长 | 8%, 三年内 | 筹建1500套."""
    return any(cue.search(v.before) for cue in (_MUST, _PROPOSES, _WITHIN))


def _goal(v: _View) -> bool:
    """1000亿元 | 的目标, 紧盯增长 | 7%的目标, 奔着 | 1000亿元; not 仍高于 | 2%的目标."""
    q = v.site.quantity
    told = q.bound in ("exact", "about")
    behind = told and (GOAL_BEHIND.match(v.text, q.end) or _OF_BOTH.match(v.text, q.end))
    if v.aspect == "growth":
        return bool(behind) and _HELD_FAST.search(v.before) is not None
    return v.aspect == "level" and bool(behind or v.words.aiming_at.search(v.before))


def _foreseen(v: _View) -> bool:
    """What somebody sets out to do, or sees coming, for years."""
    whole = v.opening + v.before
    years = _IN_YEARS.search(whole.rpartition("；")[2]) is not None
    forecast = _FORECAST.search(v.text, v.start, v.site.quantity.start) is not None
    return years or forecast or _sets_out(v.words, v.text, v.start, v.site.clause)


def _before_it(v: _View) -> bool:
    """Cues of the clauses before: 力争建成30个，| 改造20个; not of works that are to be finished
    what they have (预计年底通车，| 全长12公里), nor where it is told as reached."""
    if not v.words.target.search(v.text, v.start, v.site.clause.start):
        return False
    if v.measure in v.words.of_works and COMPLETED.search(v.opening):
        return False
    aims = _aims(v.words, v.opening)
    if not aims:
        return False
    since = v.start + v.opening.rfind(aims[-1].group())
    if v.aspect == "growth" and _goes_on(v.text, since, v.site, v.measure):
        return True
    return not v.words.reached.search(v.text, since, v.site.clause.end)


# Tried in this order; one is enough.
_IN_CLAUSE = (_aim_by_name, _aimed_at, _due, _to_be_done, _goal, _foreseen)


def _goes_on(text: str, aim: int, site: Site, measure: str) -> bool:
    """Whether a rate goes on from the clause before, which says what is aimed at: 预计发送旅客
    3150万人次，| 比去年同期增长96.4%."""
    near = not _MARKS.search(text, aim, site.clause.start - 1)
    return near and measure[-2:] not in text[site.clause.start : site.quantity.start]


def _once_built(before: str) -> Modality:
    """What becomes of something when works are there: 投用后，用工将从120人减至 | 45人; without a
    word of what is to come it has become so."""
    if _WILL.search(before):
        return "target"
    return "capacity" if _CAN.search(before) else "actual"


def _sets_out(words: Wording, text: str, start: int, clause: Clause) -> bool:
    """Whether a clause before says what is going to be done, of which this one is a part:
    今年我国将继续开展绿化行动，| 完成国土绿化任务1亿亩."""
    ends = [m.end() for m in _GOING_TO.finditer(text, start, clause.start)]
    return bool(ends) and words.reached.search(text, ends[-1], clause.end) is None


def _able(words: Wording, before: str, measure: str) -> bool:
    """Whether a clause says what could be made, by its measure or the words before its number."""
    if measure.startswith(_GIVEN_UP):
        return False  # 退出产能
    rate = measure.endswith("率")  # 产能利用率 tells what is made
    if ("产能" in measure and not rate) or measure.endswith("能力"):
        return True
    if words.once.search(before) and not _PAST.search(before):
        return True
    if not words.capacity.search(before):
        return False
    told = words.not_capacity.sub("", _ITS_YEAR.sub("", before))
    return words.capacity.search(told) is not None


def _aims(words: Wording, text: str) -> list[re.Match[str]]:
    """Words of targets that are neither in a title nor part of another word, nor said of a plan
    that was fulfilled."""
    if not words.target.search(text):
        return []
    told = _KEPT.sub("", _TITLES.sub("", words.not_target.sub("", _ORIENTED.sub("", text))))
    return list(words.target.finditer(told))


def _will(reader: Reader, site: Site) -> bool:
    """Whether 将 is the future (将推进, 将重点 | 支持, 将 | 超过300万人) and takes no object
    (将落后设备全部淘汰, 将重点企业列入名单)."""
    before = reader.text[site.clause.start : site.quantity.start]
    if "将" not in before or _TAKES.search(before):
        return False
    words = [reader.text[a:b] for a, b in reader.words(site.clause.start, site.quantity.start)]
    at = words.index("将") if "将" in words else None
    if at is None:
        return False
    behind = [w for w in words[at + 1 : at + 3] if w != "重点"] if words else []
    if not behind:
        return site.quantity.text.startswith(_BEYOND)
    anew = behind[0].startswith("新")  # 将 | 新开工
    return anew or reader.plan.words.tag(behind[0])[:1] in ("v", "d", "a", "p")
