"""Patterns of what a story is on: reports that are given out, years reviewed, what turned."""

from __future__ import annotations

import re
from functools import cached_property

from extract.facts.vocabulary import Ends, Vocabulary, Words, search

REPORT = (  # 2024年半年度报告, 三季报, 中报
    r"(?:(?P<year>20\d\d)年)?(?P<part>半年|中|一季|三季|年)"
    r"(?:度(?:业绩|财务)?报告|(?<!度)报(?![名价考废关告道]))"
)
_PART = r"(?P<year>20\d\d)年(?:上|前)?(?P<part>半年|一季|三季|)度?"  # of a year: 2025年上半年


class StoryPatterns(Vocabulary):
    """The vocabulary, and the patterns of what a story tells that are made of several lists."""

    @cached_property
    def done_so(self) -> re.Pattern[str]:
        """Behind 全年: something was done in it, and is not planned for it."""
        plans = self.target.pattern
        return re.compile(
            f"(?:(?!{plans}|将)[^，。；]){{0,12}}?{search(self.achieved).pattern}(?!{plans})"
        )

    @cached_property
    def ranked_on(self) -> re.Pattern[str]:
        """In which ranking, up to the verb: 在 | 全国百强县榜单 | 上排; the first group is it."""
        name = rf"(?:[^，。；]{{1,12}}的)?([^，。；的在]{{2,16}}?{search(self.rankings).pattern})"
        holds = r"(?:上|中|里)?(?:已经?|连续[^，。；]{1,5}年|再次|首次|又|仍|均|都|稳)*[位排列居名]"
        return re.compile(rf"在{name}{holds}")

    @cached_property
    def ranks_by(self) -> re.Pattern[str]:
        """By which strength, up to the rank: 跻身全国 | 县域综合实力 | 前15名."""
        enters = "(?:跻身|进入|挺进|迈入|闯入|位[居列]|[居列])(?:全[国省市]|[一-鿿]{2}省)?"
        name = rf"([^，。；的在]{{0,8}}?{search(self.strengths).pattern})"
        return re.compile(rf"{enters}{name}(?:百强[县区市]?)?(?:榜单?)?$")

    @cached_property
    def ranking_list(self) -> re.Pattern[str]:
        """In which ranking, at the end of a clause: 在前不久公布的 | 全国百强榜单 | 中."""
        begins = r"(?:在(?:[^，。；]*的)?|(?<=的)(?:一[份项张])?|一[份项张]|(?<![^，。；\n]))"
        names = search([*self.rankings, "百强", "百佳", "排名"]).pattern
        return re.compile(rf"{begins}([^，。；的在]{{2,18}}{names})[中里上]$")

    @cached_property
    def ranked_by(self) -> re.Pattern[str]:
        """A measure by which places are ranked or told of, and that it is out: 县域GDP | 排名出炉,
        31省份的GDP | 全部公布."""
        orders = "的?(?:最新)?(?:排名|排行榜?|榜单|增速|名次|(?:变动)?情况)"
        ranks = f"(?:[百千十]强[县市区镇]?)?(?:{orders})?"
        name = r"(?:[^，。；：]{0,12}的)?([^，。；：的]{2,20}?)"
        return re.compile(rf"{name}{ranks}(?:正式|全部|陆续|都)?{search(self.out).pattern}")

    @cached_property
    def ranking_out(self) -> re.Pattern[str]:
        """A ranking whose results a clause says to be out: 县域经济高质量发展评价 | 结果公布."""
        name = rf"([^，。；：]{{2,24}}?{search(self.rankings).pattern})"
        results = "(?:的?(?:排名|结果|名单|成绩))*(?:正式|最新)?"
        return re.compile(rf"{name}{results}(?:公布|发布|出炉|揭晓|出来了?)$")

    @cached_property
    def set_for(self) -> re.Pattern[str]:
        """What makes the figures of a year behind it goals; `report`: also those without a date."""
        goals = search(self.setting_goals).pattern
        year = r"[：，]|[^，。；]{0,6}(?:今年|全年|20\d\d年)"
        return re.compile(f"(?P<report>工作报告[^，。；]{{0,6}}：)|工作报告|{goals}(?={year})")

    @cached_property
    def formerly(self) -> re.Pattern[str]:
        """What makes the value right behind it one of former times."""
        return re.compile(f"{search(self.former).pattern}的?$")

    @cached_property
    def was_opened(self) -> re.Pattern[str]:
        """Behind a date, up to the end of its clause: works are opened."""
        return re.compile(f"[^，。；]{{0,8}}?{search(self.opening_days).pattern}，")

    @cached_property
    def for_example(self) -> re.Pattern[str]:
        """What makes the name behind it an example."""
        return search(self.such_as)

    @cached_property
    def becomes(self) -> re.Pattern[str]:
        """Behind a date: what became then of what was counted before it."""
        return re.compile(f"[^，。；]{{0,6}}?{search(self.delivered).pattern}(?!后)")

    @cached_property
    def turned(self) -> re.Pattern[str]:
        """What turned, or was moved, in a clause without a figure: 固定资产投资 | 由负转正,
        汽车制造业 | 受订单减少拖累."""
        turns, causes = search(self.turning).pattern, search(self.cause).pattern
        return re.compile(
            rf"([^，。；的]{{2,16}}?)(?:(?:实现|也)?{turns}|受[^，。；]{{2,16}}{causes})$"
        )

    @cached_property
    def branch_at_head(self) -> re.Pattern[str]:
        """A branch of the economy at the head of a clause that tells how it fares: 电子行业 |
        受消费带动，利润…."""
        name = r"[一-鿿A-Za-z0-9“”、和]{1,16}?(?:行业|产业|工业|制造业|(?<!企)业)"
        fares = search([*self.faring, "是", "作为", "成为", "已成为"]).pattern
        whose = "(?:我国|全国|中国|全[省市县])?"
        firms = search(self.firm_classes).pattern
        return re.compile(rf"(?:其中|此外|同时)?{whose}((?!就业|创业){name}|{firms})(?={fares})")

    @cached_property
    def wares_at_head(self) -> re.Pattern[str]:
        """Wares that a clause says no more of than how they fare: 新能源汽车 | 保持高速增长."""
        goes = search(self.going_on).pattern
        ends = search(self.fared).pattern
        return re.compile(
            rf"(?:其中|此外|同时)?([一-鿿]{{2,10}}?)(?:{goes})+[^，。；\d]{{0,8}}{ends}$"
        )

    @cached_property
    def begun_with(self) -> Ends:
        """Turns that tell of an amount: 小巨人企业 | 从无到有，达到5家."""
        return tuple(w for w in self.turning if w.startswith("从"))

    @cached_property
    def ends_of_turns(self) -> Words:
        """The last characters of such a clause."""
        return frozenset(w[-1] for w in (*self.turning, *self.cause))

    @cached_property
    def given_report(self) -> re.Pattern[str]:
        """A report of a firm that is given out (披露 | 2024年半年度报告), or tells (…报告显示)."""
        tells = r"(?=(?:20\d\d年)?[一-鿿]{1,3}度?(?:业绩|财务)?报告?(?:摘要)?(?:显示|披露|表明))"
        return re.compile(f"(?:{search(self.given_out).pattern}[^。；]{{0,24}}?|{tells}){REPORT}")

    @cached_property
    def figures_out(self) -> re.Pattern[str]:
        """Figures of a part of a year that are out: 2025年经济数据 | 全部公布."""
        told = search(self.figures).pattern, search(self.out).pattern
        return re.compile("{}[^，。；]{{0,8}}?{}[^，。；]{{0,6}}?{}".format(_PART, *told))

    @cached_property
    def reviewed(self) -> re.Pattern[str]:
        """The work of a part of a year that is reviewed: 通报 | 2024年民生实事办理情况."""
        of = search(self.review).pattern
        return re.compile(
            f"{of}[^，。；]{{0,8}}?{_PART}[^，。；]{{2,16}}?(?:情况|进展|成效|成果|成绩)"
        )
