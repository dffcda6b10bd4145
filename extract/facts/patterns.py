"""Patterns of whom a text can be about: institutions, villages, fairs."""

from __future__ import annotations

import re
from functools import cached_property

from extract.facts.personal import PersonPatterns
from extract.facts.vocabulary import search
from extract.facts.works import TOLD

_CARRIED = "(?:年?(?:集装箱|货物|旅客|进出口|吞吐量))"  # what a port tells
_LIES = "(?:[一-鿿]{1,5}[镇乡]|[一-鿿]{1,5}的)?"  # the town a village lies in
_HAMLET = "(?![去今明前当每全]年|有)([一-鿿]{2,3}村)"  # 徐场村; not 去年村, 有古村


_OF_ALL = "(?:全[国省市州县区]|我国|其中，?)?"


class NamePatterns(PersonPatterns):
    """The vocabulary, and the patterns of names that are made of several of its lists."""

    @cached_property
    def saying(self) -> re.Pattern[str]:
        """What opens a clause up to a verb of telling, or a date by what began then."""
        return re.compile(rf".*{search([*self.telling, *self.reporting]).pattern}")

    @cached_property
    def standing(self) -> re.Pattern[str]:
        """What makes the place before it the scope of a rank or a share."""
        return re.compile(rf"[^，。；的在]{{0,12}}的?{search(self.ranked_in).pattern}")

    @cached_property
    def which_class(self) -> re.Pattern[str]:
        """Between a bound and a count: of which those are that are counted (年产值超亿元 |
        、员工过千人的龙头企业有 | 20家)."""
        goes_on, those = "(?:[、和且][^，。；、的]{2,16})*", search(self.classed).pattern
        said = "(?:数量|占比|占|[有达为共近超约]|超过)*"
        return re.compile(rf"{goes_on}的[^，。；的\d]{{0,8}}?{those}{said}")

    @cached_property
    def sized(self) -> re.Pattern[str]:
        """Between a count and how large those are that it counts: 12座 | 跨度 | 30多米的桥梁."""
        return re.compile(
            f"[一-鿿]{{0,4}}?{search(self.counted_sizes).pattern}(?:均|都|平均|达到?|为|在)*"
        )

    @cached_property
    def of_sums(self) -> re.Pattern[str]:
        """Between a count and the sum of those that it counts: 10个 | 年销售额 | 超亿元的品牌."""
        return re.compile(f"[一-鿿]{{0,4}}?{search(self.counted_sums).pattern}(?:均|都|达到?|在)*")

    @cached_property
    def running_line(self) -> re.Pattern[str]:
        """A river or a road right before a place that it runs through: 京沪高铁 | 山东段."""
        return re.compile(
            rf"(?:^|[，。；：、\s的在于])([一-鿿]{{1,6}}?{search(self.running_through).pattern})$"
        )

    @cached_property
    def craft_at_head(self) -> re.Pattern[str]:
        """A ship, a train or a craft that something is told of: “极地”号 | 全长90米."""
        kind, told = search(self.craft).pattern, search(self.craft_is).pattern
        first = f"(?:(?:国产|我国|首艘|第二艘|新型|大型|自主研制的|[一-鿿]{{2,4}}级)*{kind})?"
        return re.compile(
            f"{first}“[^”，。；]{{1,8}}”号?(?:[一-鿿]{{0,4}}{kind}|(?<=号)|(?<=号”))(?={told})"
        )

    @cached_property
    def quoted_site(self) -> re.Pattern[str]:
        """Works between quotation marks: 锦尚镇的 | “泰宁飞地园” | 占地186亩."""
        told = (
            f"(?:{search(self.craft_is).pattern}|占地|总投资|总?建筑面积|规划|入驻|引进|吸引|带动)"
        )
        return re.compile(f"“[^”，。；]{{1,10}}{self.facility_heads.pattern}”(?={told})")

    @cached_property
    def initiative(self) -> re.Pattern[str]:
        """What a state or a place has begun, at the head of a clause."""
        return re.compile(rf"{search(self.initiatives).pattern}(?=[已累带吸创形惠覆共也推为让使])")

    @cached_property
    def and_others(self) -> re.Pattern[str]:
        """Behind places that are the first of so many: 北京、河北、山西 | 等15个省区市."""
        several = r"(?:\d+|[一二三四五六七八九十]+|多)个?[^，。；：、的\d]{0,4}?"
        kinds = search(self.kinds_of_places).pattern
        return re.compile(rf"等({several}{kinds})(?![、之和与及])(?:境内)?")

    @cached_property
    def examples(self) -> re.Pattern[str]:
        """The same behind any of them: 永嘉 | 、泰顺等9个县."""
        kinds = search(self.kinds_of_places).pattern
        return re.compile(
            rf"(?:[、和与及][^，。；：、的\d]{{1,8}})*等[\d一二三四五六七八九十多]+个?[^，。；：、的\d]{{0,4}}?{kinds}(?!群)"
        )

    @cached_property
    def part_of_country(self) -> re.Pattern[str]:
        """Provinces that are counted by where they lie: 北方10个省区."""
        parts, kinds = search(self.parts).pattern, search(self.kinds_of_places).pattern
        return re.compile(rf"{parts}的?[\d一二三四五六七八九十两]+个?{kinds}(?![一-鿿]{{0,2}}?级)")

    @cached_property
    def aiming_at(self) -> re.Pattern[str]:
        """Right before a number: what is aimed at (全年营收 | 保38亿元)."""
        return re.compile(rf"(?<![社医环低担劳参投承确抗战竞斗]){search(self.aims).pattern}$")

    @cached_property
    def run_by(self) -> re.Pattern[str]:
        """At the end of a clause: to whom it is given, and to do what (归 | 某合作社 | 管)."""
        to, does = search(self.given_to).pattern, search(self.running).pattern
        return re.compile(rf"{to}([^，。；“”]{{4,24}}?)(?:统一|负责|来)*{does}[。”]?$")

    @cached_property
    def a_sector(self) -> re.Pattern[str]:
        """A branch of the economy."""
        return search(self.sectors)

    @cached_property
    def sector_opens(self) -> re.Pattern[str]:
        """A branch that does something: 全国铁路 | 预计发送旅客970万人次."""
        what, deeds = self.a_sector.pattern, search(self.sector_deeds).pattern
        return re.compile(rf"{_OF_ALL}({what})(?:客运|货运|系统|行业|部门|运输)?{deeds}")

    @cached_property
    def sector_leads(self) -> re.Pattern[str]:
        """A clause that begins with one, or turns to it: 民航方面，…."""
        what, deeds = self.a_sector.pattern, search(self.sector_deeds).pattern
        turns = "(?:客运|货运|运输|出行)?方面，"
        does = rf"(?:客运|货运|系统|行业|部门|运输)?{deeds}"
        return re.compile(rf"(?<![一-鿿、]){_OF_ALL}({what})(?:{turns}|{does})")

    @cached_property
    def facility_heads(self) -> re.Pattern[str]:
        """What the name of a facility ends in."""
        return search([*self.facility, *self.facility_of_place])

    @cached_property
    def facility_alone(self) -> re.Pattern[str]:
        """One at the head of a clause by what it is: 研究院 | 现有研究人员37名."""
        return search(self.facility_by_kind)

    @cached_property
    def of_the_place(self) -> re.Pattern[str]:
        """An institution by the level of whose it is, of which something is told: 县 | 职教中心;
        not one of several (县医院和镇卫生院), nor who heads it or a part of it."""
        goes_on = r"[、和与及等][^，。；]|[新老分总本][校院馆]|[一-鿿]{0,3}[长任记]"
        return re.compile(rf"([县市区镇乡])({search(self.institution).pattern})(?!{goes_on})")

    @cached_property
    def made_through(self) -> re.Pattern[str]:
        """Before a name at the head of a clause: by whom it was made (由企业合建的 | 印花中心)."""
        return re.compile(rf"(?<![一-鿿])由[^，。；]{{2,20}}?{search(self.done_through).pattern}的")

    @cached_property
    def made_works(self) -> re.Pattern[str]:
        """What the name ends in behind that."""
        return search([*self.facility, *self.facility_of_place, *self.done_works])

    @cached_property
    def told(self) -> re.Pattern[str]:
        """What follows a name that something is told of."""
        return re.compile(rf"[{TOLD}]|{_CARRIED}")

    @cached_property
    def reported(self) -> re.Pattern[str]:
        """What makes the body before it only the teller of a figure."""
        telling = [w for w in self.reporting if w != "以来"]
        return search([*self.learnt, *telling, *self.announcing])

    @cached_property
    def national(self) -> re.Pattern[str]:
        """What speaks of the country; 归属于上市公司股东的 says whose a profit is, and 水利 | 部门
        are anybody's."""
        return search([*self.country, *self.bodies], "(?!股东|门(?![户类]))")

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """Behind 全国: the name of a ranking, of others than the country (全国 | 百强县排名)."""
        return re.compile(rf"[^，。；的在\d]{{0,10}}{self.placing.pattern}")

    @cached_property
    def ranked(self) -> re.Pattern[str]:
        """Behind 全国: something is ranked in it, the text is not on it (位居全国 | 第一)."""
        place = r"第[一二三四五六七八九十\d]+(?:[位名]|(?=[，。；]))"
        return re.compile(f"{place}|{self.listed.pattern}|{search(self.national_ranks).pattern}")

    @cached_property
    def acting(self) -> re.Pattern[str]:
        """Bodies of the state that do something, one or a row: 财政部、应急管理部 | 预拨."""
        body = f"{search(self.bodies).pattern}(?!门)"  # 教育 | 部门
        when = "(?:今天|今日|昨天|近日|日前|昨日|刚刚)?"
        tells = f"{when}{search(self.bodies_tell).pattern}"
        return re.compile(rf"{body}(?:[、和与]{body})*(?!{tells})(?![、和与])")

    @cached_property
    def begun(self) -> re.Pattern[str]:
        """Behind a date: that of a foundation that describes somebody (1998年 | 起家的老厂)."""
        return re.compile(
            rf"(?:[才就刚]|从[^，。；的]{{1,8}})?{search(self.founding).pattern}[^，。；的\d]{{0,8}}的"
        )

    @cached_property
    def one_by_one(self) -> re.Pattern[str]:
        """What tells a row of subjects each by a value of its own."""
        return re.compile("分别|依次")

    @cached_property
    def source(self) -> re.Pattern[str]:
        """Behind a place: one who only tells figures, 上海 | 电子材料网报价显示."""
        who, tells = search(self.sources).pattern, search(self.reporting).pattern
        return re.compile(rf"[一-鿿]{{1,8}}?{who}[一-鿿]{{0,6}}?(?:{tells}|统计|监测)")

    @cached_property
    def reaching(self) -> re.Pattern[str]:
        """A verb of reaching, right before a number."""
        return re.compile(
            rf"({search(self.reaches).pattern})了?(?:周边|附近|当地|全县|全镇|全市|全省|全国|沿线|本地|近|约|超过?|逾)*$"
        )

    @cached_property
    def fairs(self) -> re.Pattern[str]:
        """The head of a name of a fair or a festival."""
        return re.compile(rf"{search(self.event).pattern}(?![上中]心)")

    @cached_property
    def held(self) -> re.Pattern[str]:
        """At the end of a clause: a fair at which it is told: 睫毛产业博览会 | 上，430家…."""
        meetings = "".join(f"(?<!{w})" for w in self.meetings)
        name = rf"[^，。；：、的在\s]{{2,24}}?{self.fairs.pattern}{meetings}"
        return re.compile(rf"(?<![^，。；：\n的在])({name})(?:上|期间)$")

    @cached_property
    def counted_by(self) -> re.Pattern[str]:
        """A clause that only says which office has told: 据嵊州市经信局 | 统计."""
        return re.compile(
            r"据[^，。；]{1,12}[局办委厅部会府](?:的?(?:统计|介绍|数据|测算|通报|消息|显示))+$"
        )

    @cached_property
    def village(self) -> re.Pattern[str]:
        """A village that something is told of, behind the town it lies in."""
        return re.compile(rf"{_LIES}{_HAMLET}(?=[{TOLD}则的接就靠以]|全村|\d+多?[户人口亩])")

    @cached_property
    def village_funds(self) -> re.Pattern[str]:
        """A village whose common funds are told of: 佛岭村 | 集体收入."""
        return re.compile(rf"{_LIES}([一-鿿]{{2,3}}村)(?=集体)")

    @cached_property
    def village_told(self) -> re.Pattern[str]:
        """A village whose officer tells of it: 岳石村 | 党支部书记陈维善记得."""
        return re.compile(rf"{_LIES}([一-鿿]{{2,3}}村)(?={search(self.village_officer).pattern})")

    @cached_property
    def hamlet(self) -> re.Pattern[str]:
        """The same right behind the town: more may follow."""
        town = r"(?:[一-鿿]{1,5}?(?:[镇乡]|街道))?"
        return re.compile(rf"的?{town}{_HAMLET}(?![民委里两支党级集口干部庄落小头组])")

    @cached_property
    def hamlets(self) -> re.Pattern[str]:
        """Villages named with the town they lie in: 堌阳镇 | 徐场村."""
        return re.compile(rf"[镇乡道]{_HAMLET}(?![民委里两支党级])")

    @cached_property
    def bare_hamlets(self) -> re.Pattern[str]:
        """What may be a village at the head of a clause: 势江村 | 村民, 势江村 | 从前是….."""
        return re.compile("(?<![一-鿿])([一-鿿]{2,3}村)(?![委里两支集口干])")

    @cached_property
    def village_heading(self) -> re.Pattern[str]:
        """The village whose story a heading begins: 明台村：一亩芹菜顶九亩玉米."""
        return re.compile(r"(?:[一-鿿]{1,5}?[镇乡])?([一-鿿]{1,4}村)(?=[：:，—|｜\s])")

    @cached_property
    def shown_village(self) -> re.Pattern[str]:
        """A village that a clause ends with, behind what describes it or 在: 2600人的 | 艾村."""
        return re.compile(r"[的在]((?![这那该全每某各哪整])[一-鿿]{1,4}村)$")

    @cached_property
    def county_hamlets(self) -> re.Pattern[str]:
        """The same right behind a county: 秭归县 | 青沙坝村."""
        return re.compile(rf"(?<=[一-鿿][县市区旗]){_HAMLET}(?![民委里两支党级])")

    @cached_property
    def objected(self) -> re.Pattern[str]:
        """What makes the name behind it an object, at the end: 与 | 某公司, 携手央企“ | 某集团."""
        kinds = search(self.kinds_of_firms).pattern
        return re.compile(rf"(?:{search(self.object).pattern}|(?<![已曾])经)(?:{kinds}|[“\"])?$")

    @cached_property
    def coming(self) -> re.Pattern[str]:
        """Behind a share of the country: of what, that is made here: (全国三分之一) 的手电筒 |
        产自这里."""
        return re.compile(r"的?([^，。；、的]{1,10}?)(?:都|均|就)?(?:产自|出自|来自|产于|源自)")
