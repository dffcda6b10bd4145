"""Where a text names a country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from extract.facts import wording
from extract.facts.vocabulary import Words, search
from extract.rules import Rules

_GRADED = "重点(?:文物|镇|村|实验室|中学|高校|大学|学科|学校|培育|帮扶|扶持|示范|推荐|名|保护)"
_NOT_THE_NATION = rf"(?!范围|首|第|最|两会|人大|政协|性|统一|前列|劳模|文明|{_GRADED}|百强)"
# 中国 | 化肥批发价格综合指数, whoever draws it up; 中国 | 自1991年加入…
_OF_CHINA = re.compile("[一-鿿]{2,12}指数|[自于](?:19|20)|累计|积极|先后|已累计")
_WHOLE, _OPENS = ("全球", "世界", "中国"), ("", *"，。；：\n\u3000 年月度")
_GREATEST = re.compile(  # 东盟 | 继续为我国第一大贸易伙伴
    r"(?:继续|依然|仍然|[仍也已]|已经|连续\d+年)*(?:保持|[为是]|成为|跃升为|上升为)"
    r"[^，。；]{0,14}?第[一二三四五六七八九十]大"
)
# 全国各地 | 计划投资20亿元; but 从全国各地
_EVERYWHERE = (
    "(?<![一-鿿])全国(?=各地(?:计划|预计|累计|[已共将]|新增|实施|投入|完成|开工|新开工|改造))"
)
_CLASS_OF = re.compile(
    r"(?:就|共|总?数|累计)?[有达为]|[数榜排名单中里个，。、；：）（(\d]|再?增|第"
)
_OTHERS = "(?!银行|卫生组织|贸易组织)"  # 世界银行


class Nation(BaseModel):
    """A row of `rules/countries.csv`."""

    model_config = ConfigDict(extra="forbid")
    code: str
    name: str


@dataclass(slots=True, frozen=True)
class Nations:
    """The countries by name, and where one is named."""

    codes: dict[str, str]
    economies: Words  # the world and groups of countries
    areas: Words  # parts of the country and classes of places
    classes: Words  # of these, those that must be at the head of a clause
    names: re.Pattern[str]
    summed: re.Pattern[str]  # what may follow the world
    economic: re.Pattern[str]  # what must follow 中国 and those of `economies`

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The names in `[start, end)` that speak of the country, not of a ware or a firm."""
        for match in self.names.finditer(text, start, end):
            if match.group() in self.classes and not _a_class(match):
                continue
            wide = match.group() in self.economies
            index = match.group() == "中国" and _OF_CHINA.match(text, match.end())
            opens = match.group() in _WHOLE and text[match.start() - 1 : match.start()] in _OPENS
            summed = opens and self.summed.match(text, match.end())  # 2023年 | 全球新能源汽车销量
            told = summed or self.economic.match(text, match.end())
            if not wide or index or told or self.greatest(match):
                yield match

    def greatest(self, named: re.Match[str]) -> bool:
        """Whether one of a group is said to be the largest: 东盟 | 继续为第一大贸易伙伴."""
        wide = named.group() in self.economies
        return wide and _GREATEST.match(named.string, named.end()) is not None


def build(rules: Rules) -> Nations:
    """For `rules.compiled`."""
    codes = {row.name: row.code for row in rules.rows("countries.csv", Nation)}
    words = rules.compiled(wording.build)
    areas = words.areas | words.place_classes
    known = search(["全国", "我国", *words.economies, *areas, *codes], _NOT_THE_NATION)
    names = re.compile(f"(?![全我]国各地){known.pattern}|{_EVERYWHERE}")
    sums = re.compile(
        rf"{_OTHERS}[^，。；的占第最首]{{1,14}}?{search(words.world_sums).pattern}(?!的)"
        r"|(?:目前|现在|已经?|现|总?共)+有"
        r"|(?:再?[增添获]|[有的])[约近超]?(?=[\d一二两三四五六七八九十百千])"
    )
    return Nations(
        codes, words.economies, areas, words.place_classes, names, sums, search(words.economic)
    )


def _a_class(named: re.Match[str]) -> bool:
    """Whether a class of places opens a clause and is not what is counted: 样本县 | 增加值."""
    opens = named.string[named.start() - 1 : named.start()] in (*_OPENS, "“", "中", "而", "但")
    return opens and not _CLASS_OF.match(named.string, named.end())
