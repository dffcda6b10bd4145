"""Whom a figure or a clause is about: read off the clause, else off the discourse state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Clause, Site, heads
from extract.facts.actors import Subject, actor, subject_of
from extract.facts.callings import Callings
from extract.facts.clientele import Clientele
from extract.facts.countries import ASPECTS, IN_WHAT, Countries
from extract.facts.described import Described
from extract.facts.durations import ROUTE
from extract.facts.facilities import Facilities
from extract.facts.homes import region
from extract.facts.meaning import Meaning
from extract.facts.nations import Nations
from extract.facts.occasions import Occasions
from extract.facts.people import People
from extract.facts.pointing import Pointing
from extract.facts.several import Several
from extract.facts.speakers import Speakers
from extract.facts.state import State
from extract.facts.unlisted import Unlisted
from extract.facts.wording import Wording
from extract.measures import Catalogue
from extract.records import Firm, MentionBase, Place
from extract.segment import Layout, Sentence

_MEMBER = re.compile("[^，。；、]{1,8}等")  # of a list: 成渝 | 双城经济圈等19个城市群
_OFFICE = 10  # characters of what somebody is in a firm: 董事长兼总经理
_THEIRS = re.compile("“?[他她](?!们|人|国|乡|[说讲称介告表坦笑回认])")
_MEAN_OF = re.compile("平均(?:水平|数)?的(?=[一二三四五六七八九两半\\d])")  # 只有全市 | 平均的六成
_ITEM = re.compile("[^，。；、]{1,16}等")  # the last of a list, by its place
_TOWNS_OF = re.compile(r"(?:、[^，。；、]{1,6})*等\d*[一-鿿]?个?(?:乡镇|镇|县|市|区|村|地)")
_SUCH_PLACES = re.compile("等(?:多个|多)?(?:地|城市|[省市县区州])")
_JOINT, _SUCH = 3, 6  # names that a figure is told of together, and before 等城市
FOR_IT = re.compile("[为给帮替]它")
_OTHERS = re.compile("(?:[、和][^，。；、的]{1,6})+")  # names in a row that nothing knows

_BACKDROP = re.compile("[^，。；]{0,20}?的?(?:情况|背景|形势|大环境|压力)下")


class Subjects:
    """Reads subjects, one sentence at a time (`open` it first)."""

    def __init__(
        self,
        plan: Layout,
        mentions: Sequence[MentionBase],
        wording: Wording,
        catalogue: Catalogue,
        nations: Nations,
        home: Subject | None,
        occasions: Occasions,
    ) -> None:
        self.home = home
        self.plan, self.text, self.words = plan, plan.text, wording
        self.countries = Countries(plan, wording, nations)
        places = [m for m in mentions if isinstance(m, Place)]
        self.region = region(places, [b.start for b in plan.blocks if b.kind == "heading"])
        firms = [m for m in mentions if isinstance(m, Firm)]
        named: list[Place | Firm] = [*places, *firms]
        self.ends = {m.end: m for m in named}
        self.people = People(plan, wording, nations.codes, places)
        facilities = Facilities(plan, wording, catalogue, places, firms)
        self.unlisted = Unlisted(plan, wording, facilities)
        self.meaning = Meaning(plan, wording, self.unlisted, home)
        self.occasions = occasions
        self.calls = Callings(plan, wording)
        self.pointing = Pointing(plan, places, firms, self.unlisted, home)
        self.speakers = Speakers(plan.text, wording, firms, self.people)
        self.described = Described(plan, wording, self.people, self.unlisted, self.meaning)
        self.several = Several(plan.text, wording)
        self.clientele = Clientele(plan.text, wording)

    def open(self, sentence: Sentence) -> None:
        """Look through a sentence with figures once, for all its clauses."""
        self.countries.open(sentence)
        self.unlisted.open(sentence)
        self.pointing.open(sentence)

    def of(self, state: State, site: Site, end: int, sentence: Sentence) -> list[Subject]:
        """Whom a quantity is said of; firms are counted in places, not in firms."""
        found = self._of(state, site, end, sentence)
        if found and found[0].type == "person":
            self._hear_of(state, site.clause, found[0].name)
        firms = bool(found) and found[0].type == "firm"
        if firms and not self.clientele.has(state, site, found[0]):
            return self._place(state)
        return found

    def _of(self, state: State, site: Site, end: int, sentence: Sentence) -> list[Subject]:
        """Named before `end`, else speaking, else in force."""
        if called := self._called(state, site.clause) or self.described.of(site):
            return [called]
        if several := self.several.of(site.clause, end):
            return [several[1]]
        if shared := self.unlisted.sites.shared(site.clause):
            return [shared]
        product = self.unlisted.sites.product(site.clause)
        if product and product[0] <= site.quantity.start:
            return [product[1]]
        group = self._group(state, site, end)
        person = self.person(state, site.clause.start, end)
        if person and (not group or group[-1].end < person[0]):
            return [person[1]]
        placed = all(isinstance(m, Place) for m in group)  # 他每年在甲县采购…
        if placed and (theirs := self.theirs(site.clause)):
            return [theirs]
        event = None if state.home else self.occasions.event(site.clause.start, end)
        if event and (not group or group[-1].end <= event[1]):
            return [event[2]]
        if group and isinstance(group[0], Firm):
            state.heard(subject_of(group[0]))  # also where only its project is the subject
        if group:
            return list(dict.fromkeys(self.meaning.of(m, "clause") for m in group))
        other = self.unlisted.at_head(state, site.clause)
        if other and not self._counted(other, site):
            return [other]
        if body := self.countries.body(site.clause):
            return [body[1]]
        if nation := self.countries.nation(site.clause.start, end):
            return [nation]
        speaker = self.speakers.quoted(state, site.quantity.start, sentence)
        if speaker and not self._told_in_speech(state, site, sentence):
            return [speaker]
        subject = self._in_force(state, site, sentence)
        return [subject] if subject else []

    def _hear_of(self, state: State, clause: Clause, person: str) -> None:
        """The firm that a person is named with is what 公司 means from here on: 某泵阀有限公司 |
        创始人陈步仁今年57岁。…公司营收…."""
        for m in clause.named:
            office = self.text[m.end : m.end + _OFFICE + len(person)].partition(person)
            if isinstance(m, Firm) and office[1] and office[0].isalpha():
                state.heard(subject_of(m))

    def _counted(self, works: Subject, site: Site) -> bool:
        """Whether works right before a number are what it counts: 淘汰老旧生产线 | 320余条."""
        before = self.text[site.clause.start : site.quantity.start].rstrip()
        alone = self.text[site.quantity.end : site.quantity.end + 1] in ("，", "。", "；", "、", "")
        return site.quantity.dimension == "count" and alone and before.endswith(works.name)

    def _told_in_speech(self, state: State, site: Site, sentence: Sentence) -> bool:
        """Whether the quotation has just told of a place: “甲县产量占八成，加工率 | 两成。”."""
        opened = self.text.rfind("“", sentence.start, site.clause.start)
        place = state.subject
        if opened < 0 or not state.told or place is None or place.type != "place":
            return False
        return self.text.find(place.name[:2], opened, site.clause.start) >= 0

    def _called(self, state: State, clause: Clause) -> Subject | None:
        """Whom the head of a clause means without a name: 公司, 镇里, 县财政, 这个县; what is in
        brackets is said of the name before them."""
        bracket = clause.start - 1
        if self.text[bracket : bracket + 1] in ("（", "(") and bracket in self.ends:
            return subject_of(self.ends[bracket])  # 分布在甲县（4家）、乙县（2家）
        if state.firm and self.calls.owns(clause, state.firm):
            return state.firm.because("clause")
        if speaker := self.speakers.leading(state, clause):
            return speaker[1]
        if state.town and self.calls.local(state.town, clause):
            return state.town.because("clause")
        if state.home and (kind := self.calls.governs(clause)):
            return (state.own(kind) or state.home).because("clause")
        found = self.pointing.back(clause) or self.calls.institution(state.home, state.town, clause)
        return found[1] if found else None

    def _group(self, state: State, site: Site, end: int) -> list[Place | Firm]:
        """The places or firms before `end` that a quantity is said of; none where they only say
        where it is done, or are themselves what is counted (A、B、C等3家企业)."""
        named = [m for m in site.clause.actors(end) if m.text not in self.words.deictic]
        named = [m for m in named if not _MEAN_OF.match(self.text, m.end)]
        named = [m for m in named if not self._holds_a_site(m)]
        named = [m for m in named if m.start not in self.occasions.naming]
        named = self.several.without_examples([m for m in named if not self._backdrop(m, end)])
        if state.subject and state.subject.type == "firm":
            if FOR_IT.search(self.text, site.clause.start, site.quantity.start):
                return []  # 嘉善的装备企业为它做了 | 24台设备
            named = [m for m in named if not self.words.own_branch.match(self.text, m.end)]
        between = site.quantity.dimension in ("time", "length") and state.home is None
        if between and ROUTE.match(self.text, site.clause.start, site.quantity.start):
            return []  # 深圳至中山的车程 | 缩短至30分钟: of the line between them
        group = actor(self.words, self.text, site.clause.start, named)
        if not group or self._among(group) or self.elsewhere(state, site.clause, group[0]):
            return []
        each = self.words.one_by_one.search(self.text, group[-1].end, site.quantity.start)
        most = _SUCH if _SUCH_PLACES.match(self.text, group[-1].end) else _JOINT
        many = len(group) > most and not each
        if many or self._listed(group, site):
            return self._whose_list(site.clause, group)
        return group

    def _whose_list(self, clause: Clause, group: Sequence[Place | Firm]) -> list[Place | Firm]:
        """The province at the head of a list that is counted: 黑龙江省 | 牡丹江、松花江等
        12条河流; none where several are named so."""
        wide = [m for m in clause.named if isinstance(m, Place) and m.level == "province"]
        of = wide[0] if len(wide) == 1 and not wide[0].coref else None
        first = of is not None and of.end == group[0].start and of is not group[0]
        return [of] if of and first and of.start in heads(self.text, clause) else []

    def _holds_a_site(self, place: Place | Firm) -> bool:
        """Whether a place only says where a facility lies: 设在 | 金华 | 市区的金磐开发区."""
        if not self.meaning.situated(place):
            return False
        of = self.text.find("的", place.end, place.end + 6)
        return of > 0 and self.unlisted.facilities.starts_at(of + 1)

    def _backdrop(self, name: Place | Firm, end: int) -> bool:
        """Whether a name only tells against what: 在全市下降5.8%的情况下 | 增长3.1%, or in what
        something is done: 在推进长三角合作等方面."""
        opened = self.text.rfind("，", 0, name.start) + 1
        if IN_WHAT.search(self.text, opened, name.start) and ASPECTS.match(self.text, name.end):
            return True
        return self.text[name.start - 1] == "在" and (
            _BACKDROP.match(self.text, name.end, end) is not None
        )

    def _in_force(self, state: State, site: Site, sentence: Sentence) -> Subject | None:
        """Whom the text is about where the clause does not say so."""
        main = state.place if state.place and state.place.id in state.mains else None
        found = (
            state.subject or state.home or self.countries.spoken_of(sentence) or main or self.region
        )
        if found and found.members and self._helps(site.clause):
            found = found.members[0].because(found.why)  # 甲市与乙县结对，累计投入帮扶资金…
        told = site.quantity.dimension in ("currency", "ratio", "percentage_point")
        on_firms = state.first is not None and state.first.type == "firm"
        firm = state.firm.because("section") if state.firm and told and on_firms else None
        return found or firm or self.countries.over(sentence.block)

    def _helps(self, clause: Clause) -> bool:
        """Whether a clause tells what the first of several places does for the others."""
        return self.words.helps.search(self.text, clause.start, clause.end) is not None

    def _among(self, group: Sequence[Place | Firm]) -> bool:
        """Whether places are the first of those where it is done: 在坳上、渠阳 | 等6个乡镇."""
        within = self.text[group[0].start - 1] == "在" and isinstance(group[0], Place)
        return within and _TOWNS_OF.match(self.text, group[-1].end) is not None

    def elsewhere(self, state: State, clause: Clause, place: Place | Firm) -> bool:
        """Whether a place only says where the firm does something: 在滁州 | 规划的项目."""
        firm = state.subject is not None and state.subject.type == "firm"
        if isinstance(place, Firm) or not firm or place.start - 1 not in self._within(clause):
            return False
        word = self.text[slice(*self.plan.word(place.end))]
        return word in self.words.verbs or self.plan.words.tag(word)[:1] == "v"

    def _within(self, clause: Clause) -> list[int]:
        """Where 在 stands at the head of a clause, or behind its date: 三年前 | 在杭州办起….."""
        return [at for at in heads(self.text, clause) if self.text[at : at + 1] == "在"]

    def person(self, state: State, start: int, end: int) -> tuple[int, Subject] | None:
        """The last person named in `[start, end)` and where the name ends; the village named before
        it is what 全村 means from here on."""
        found = self.people.person(start, end)
        if found and (village := self.unlisted.hamlet(start, found[0])):
            state.town = village
        return found

    def theirs(self, clause: Clause) -> Subject | None:
        """The person named last in the paragraph, where a clause begins with 她家, 三年前她."""
        if not self.people.starts:
            return None
        begun = [at for at in heads(self.text, clause) if self.text[at - 1 : at] != "像"]
        if not any(_THEIRS.match(self.text, at, clause.end) for at in begun):
            return None  # nor is one like her
        start = self.text.rfind("\n", 0, clause.start) + 1
        found = self.people.named(start, clause.start)
        official = self.words.village_head.search(self.text, start, clause.start)
        if found is None and start and not official:  # 39岁的向红梅说。\n去年，她家的店…
            found = self.people.named(self.text.rfind("\n", 0, start - 1) + 1, start)
        head = self.speakers.last(max(start, found[0] if found else 0), clause.start)
        return head or (found[1] if found else None)

    def _place(self, state: State) -> list[Subject]:
        """The place in force: the article's own, else the last one named."""
        place = state.home or state.place
        return [place] if place else []

    def _listed(self, group: Sequence[Place | Firm], site: Site) -> bool:
        gap = self.text[group[-1].end : site.quantity.start].strip()
        counted = site.quantity.dimension == "count"
        several = len(group) > 1 and (gap == "" or _MEMBER.fullmatch(gap))
        several = several or (counted and gap.endswith("期等"))  # 某公司二期 | 等12个项目
        chained = {m.end: m.start for m in site.clause.mentions}
        start = chained.get(group[-1].start, group[-1].start)  # 江西 | 乐平
        last = self.text[start - 1] == "、" and _ITEM.fullmatch(gap) is not None
        several = several or (counted and last)  # 铜陵河段治理、乐平 | 水利枢纽等13项工程
        others = _OTHERS.fullmatch(gap)  # 涪陵 | 、川南、黔北4个
        told = self.text.count("、", site.clause.start, site.quantity.start) + 1
        if told > 1 and site.quantity.value == told and "、" not in gap:
            return counted  # 浙江西湖、福建武夷山、黄山市 | 宏村3个景区
        return counted and bool(gap == "等" or several or others)
