"""Patterns of works, parks and sites that a text can be about."""

from __future__ import annotations

import re
from functools import cached_property

from extract.facts.stories import StoryPatterns
from extract.facts.vocabulary import Words, search

# What follows a name that something is told of.
TOLD = "，新组投接联先是自里内已现共今去从由把为在拥有承累因实完引吸占达则还也住"


class WorkPatterns(StoryPatterns):
    """The vocabulary, and the patterns of works that are made of several of its lists."""

    @cached_property
    def making(self) -> str:
        """Verbs of building and founding, which no name holds."""
        return "|".join(w for w in (*self.building, *self.founding) if len(w) > 1)

    @cached_property
    def again_firsts(self) -> frozenset[str]:
        """First characters of what may mean something named by a longer name."""
        return frozenset(w[0] for w in self.again)

    @cached_property
    def that(self) -> re.Pattern[str]:
        """Works spoken of already: 该船, 这座核电站."""
        which = r"这[座个家条艘项处所](?:[^，。；的\d]{2,14}的)?"
        return re.compile(rf"(?:该|{which})({search([*self.works, *self.again_as]).pattern})")

    @cached_property
    def premises(self) -> re.Pattern[str]:
        """Behind a firm: a part of it that somebody can walk into."""
        return re.compile(rf"的?[^，。；、把将]{{0,12}}?{search(self.premise).pattern}")

    @cached_property
    def opens(self) -> re.Pattern[str]:
        """A word of opening works."""
        return search(self.opening)

    @cached_property
    def opened(self) -> re.Pattern[str]:
        """Works that are opened: 某某水库大坝工程 | 今天（3月2日）开工."""
        name = rf"[^，。；！？：】\s]{{2,40}}?{search([*self.project, *self.works]).pattern}"
        when = (
            r"(?:[今昨]天|[昨今]日|[日近][前日]|[正全顺如成][式面线利期功]|（[^（）]*）|\d+[月日]"
            r"|已?在[^，。；]{2,12}?)*"
        )
        return re.compile(
            rf"({name})(?:[一二三]期|[一-鿿]{{1,6}}段)?{when}{self.opens.pattern}(?![后时以前率量])"
        )

    @cached_property
    def built(self) -> re.Pattern[str]:
        """At the end of a clause: works that are made, or shown as the first of their kind; the
        first group is what counts or praises them."""
        made = search(self.building).pattern
        named = (
            r"(?:要数|当数|当属|首推|名叫|叫作)(?:[^，。；]*的)?"  # 最受欢迎的要数…的 | 喷涂中心
        )
        shown = r"(?<![^，。；：\n])(?:这也?|那也?)是[^，。；]*?"
        which = r"(?:[一两][座个家条处]|首[座个家条]|第一[座个家条]|最大的?|唯一的?)"
        name = rf"([^，。；、的了等]{{0,20}}?{search([*self.project, *self.works]).pattern})”?$"
        return re.compile(rf"(?:{made}[起了成]*|{named}|{shown}(?={which}))({which})?{name}")

    @cached_property
    def founder_acts(self) -> re.Pattern[str]:
        """Behind a clause that tells of a founding: what its founder does next."""
        return re.compile(f"，(?:每年|先后|还|并|又|再)?{search(self.founders_act).pattern}")

    @cached_property
    def done_by(self) -> re.Pattern[str]:
        """Works at the head of a clause, and who makes them: 零部件项目 | 由某公司投资建设."""
        name = rf"([^，。；、的了由该这其]{{2,24}}?{search(self.project).pattern})"
        return re.compile(
            rf"(?:其中，?)?{name}(?:[是系]|主要)?由[^，。；]{{2,30}}?(?:{self.making})"
        )

    @cached_property
    def ends_of_works(self) -> Words:
        """The last characters of works."""
        return frozenset(w[-1] for w in (*self.project, *self.works))

    @cached_property
    def work(self) -> re.Pattern[str]:
        """A relative clause, the works it describes, and what is measured of them."""
        return re.compile(rf".*的([^的]{{2,16}}?{search(self.project).pattern})([^的]+)")

    @cached_property
    def named_works(self) -> re.Pattern[str]:
        """Works by name, and what is told of them: 锦苏特高压工程 | 送电量."""
        works = search([w for w in self.works if w != "项目"]).pattern
        rest = "(?!完成|实现|累计|新签|数量)[^的、类建个总]{2,10}"
        return re.compile(rf"([^的、全各新对]{{4,16}}?{works})({rest})")

    @cached_property
    def seated(self) -> re.Pattern[str]:
        """The works that are at a place: 位于长沙镇 | 的这座装备基地."""
        which, works = "(?:[这那一]?[座家个处条])?", search(self.project).pattern
        return re.compile(rf"的{which}([^，。；、的]{{0,16}}?{works})")

    @cached_property
    def plant(self) -> re.Pattern[str]:
        """What a firm has at a place, right behind its name: 肇庆 | 工厂."""
        stage = "[一二三四五六]期(?:项目|工程)?"
        return re.compile(
            rf"(?:{search(self.sites_of_firms).pattern}(?:{stage})?|{stage})(?![的、和])"
        )

    @cached_property
    def own_branch(self) -> re.Pattern[str]:
        """The same right behind the place where a firm that is told of has it: 思南 | 几个车间."""
        return re.compile(rf"(?:[这那]?[几两三四五六\d]+[个家座])?{search(self.branch).pattern}")

    @cached_property
    def located(self) -> re.Pattern[str]:
        """That something lies somewhere."""
        return search([w for w in self.situated if not w.endswith("至")])

    @cached_property
    def lies(self) -> re.Pattern[str]:
        """What is said to lie somewhere: 巴丹吉林沙漠 | 位于…."""
        return re.compile(
            rf"([^，。；：、的\d“”\s]{{3,14}}?)(?:就|则|地)?{self.located.pattern}"
            "(?![^，。；]{0,12}(?:第|前列|首位|榜首))"
        )

    @cached_property
    def site(self) -> re.Pattern[str]:
        """What a town has that something is told of: 油竹街道 | 的侨乡商品城，营业面积…."""
        return re.compile(rf"的([^，。；、的]{{2,14}}?{search(self.sites).pattern})(?=[{TOLD}])")

    @cached_property
    def this_site(self) -> re.Pattern[str]:
        """What begins a clause on the works that the paragraph has presented."""
        return re.compile(
            "(?:项目|工程|园区|基地|馆|平台|市场|中心|一期|首期|(?:线路|全线)(?=全长|总长|设计|途经|建成)|(?:项目)?(?:全部)?(?:建成|投产|达产)后)"
            "(?![一-鿿]{0,2}(?:负责人|经理|部|办|组|建设|数|达|有))"
        )

    @cached_property
    def other_works(self) -> re.Pattern[str]:
        """Works by a name of their own."""
        return re.compile("[^，。；、：的]{3,20}?(?:项目|工程|产业园|基地|电站|生产线)")

    @cached_property
    def parks_here(self) -> re.Pattern[str]:
        """A word that alone means the park named last."""
        return search(self.this_park)

    @cached_property
    def shared_works(self) -> re.Pattern[str]:
        """The works that places run together: 东莞 | 与乳源共建的产业园, 两地共建的产业园."""
        others, works = (
            "(?:[、和与及][一-鿿]{2,6}?)?(?:两[地县市区]|双方)?",
            search(self.project).pattern,
        )
        return re.compile(
            rf"{others}(?:在[^，。；的]{{1,8}})?(?:合作|携手|联合|共同)?(?:共建|合建|建设|打造)的([^，。；、的]{{0,16}}?{works}(?:{works})?)"
        )

    @cached_property
    def park_name(self) -> re.Pattern[str]:
        """A park by name, without what is done with it: 建起 | 青岭光电产业园."""
        done = self.making
        parks, name = search(self.parks).pattern, "[^，。；、：的在是与和“”了向对年\\s]"
        begins = f"(?:^|[的，。、；：在是与和同跟比将到“了]|{done})"
        quoted = f"“[^“”]{{1,8}}”{name}{{0,12}}?"  # “飞地” | 产业园
        named = f"(?:{quoted}|(?:(?!{done}){name}){{2,16}}?)"
        return re.compile(f"{begins}({named}(?:飞地)?{parks})(?!{parks})")

    @cached_property
    def possession(self) -> re.Pattern[str]:
        """The project right behind a firm's name."""
        return re.compile(
            rf"(?!每|[今去前]年)[^，。；：、的]{{0,14}}?{search(self.project).pattern}(?<![上下一]线)"
        )
