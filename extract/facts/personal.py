"""Patterns of people by name: villagers, growers, who holds an office, who tells."""

from __future__ import annotations

import re
from functools import cached_property

from extract.facts.vocabulary import search
from extract.facts.works import WorkPatterns

# 孙萌 | 2021年从苏州回来开店
_CAME_BACK = (
    r"(?:20\d\d年(?:[底初]|\d{1,2}月)?|[去前]年(?:[底初]|\d{1,2}月)?|\d+年前)"
    "(?:从[^，。；]{2,8}?(?:回|返|辞)|[回返][乡村到来]|辞[去职掉]|大学毕业|退伍|接手|接过|嫁到)"
)
_NOT_OFFICES = "(?<![社会局委办厅部府院校村镇乡街道园区县市])"  # 合作社 | 理事长


class PersonPatterns(WorkPatterns):
    """The vocabulary, and the patterns of people that are made of several of its lists."""

    @cached_property
    def owners(self) -> re.Pattern[str]:
        """Three characters at the head of a clause that own a small place: 周美凤 | 的铺面."""
        return re.compile(
            rf"(?:^|[，。！？”\n])([{self.surnames}][一-鿿]{{2}})(?=的{search(self.stalls).pattern})"
        )

    @cached_property
    def styled(self) -> re.Pattern[str]:
        """Somebody by a surname and a word of address, or 老 before it: 隔壁的 | 裘老板，,
        拉货的 | 老葛."""
        styles = search(self.styles).pattern
        return re.compile(
            rf"(?:(?<![一-鿿])|(?<=[的叫位给跟问]))((?![老小])[{self.surnames}]{styles})"
            rf"|(?:(?<=[一-鿿]{{2}}的)|(?<=[。！？\n]))(老[{self.surnames}])(?=[^家人本师总大年乡板兵])"
        )

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """Three characters at the head of a clause that may be somebody's name."""
        return re.compile(
            rf"[，。：；“”？！\n]([{self.surnames}][^\W\d_的和与及是在有说称愿][^\W\d_的和与及是在有说称愿])"
        )

    @cached_property
    def introduced(self) -> re.Pattern[str]:
        """The same at the head of a sentence of whom the next one goes on to tell: 赖小芳 |
        是去年从东莞回来的。她…."""
        return re.compile(
            rf"(?<=[。！？\n])([{self.surnames}][一-鿿]{{2}})(?=[^。；：“”\n]{{3,40}}。[他她](?!们))"
        )

    @cached_property
    def gone_on(self) -> re.Pattern[str]:
        """What may be a name at the head of a sentence, of whom the next one goes on to tell."""
        goes_on = r"[^。：；“”\n]{2,40}。[^。，；]{0,6}，?[他她](?!们|创[办立]|[开兴]办|执掌)"
        return re.compile(rf"(?<=[。！？\n])([{self.surnames}][一-鿿]{{1,2}})(?={goes_on})")

    @cached_property
    def acts(self) -> re.Pattern[str]:
        """Three characters behind 的 or at the head of a sentence, that do more than tell: 镇上的 |
        范秋生 | 被电话吵醒."""
        tells = search([*self.telling, "回忆", "笑", "举例"]).pattern
        worker = r"(?<=\d岁的)[一-鿿]{2,6}?|(?<=[，。！？\n])[一-鿿]{1,4}[工匠农]"
        return re.compile(  # a mark first, so that most characters are passed over at once
            rf"(?:\A|[的。！？”，\n])(?:(?<!，)|{worker})([{self.surnames}][一-鿿]{{2}})"
            rf"(?=[一-鿿]|\d{{4}}年)(?!{tells})"
        )

    @cached_property
    def spokesman(self) -> re.Pattern[str]:
        """Behind a firm: the office and the name of who speaks for it."""
        office = search(self.officer).pattern
        return re.compile(rf"[一-鿿]{{0,6}}?{office}(?=[{self.surnames}][一-鿿])")

    @cached_property
    def tells(self) -> re.Pattern[str]:
        """A verb of telling."""
        return search(self.telling)

    @cached_property
    def speaks(self) -> re.Pattern[str]:
        """Behind a quotation: somebody in office, without the firm's name."""
        return re.compile(rf"(?:公司|集团|企业)?[一-鿿]{{0,4}}?{search(self.officer).pattern}")

    @cached_property
    def presides(self) -> re.Pattern[str]:
        """Somebody in office by name at the head of a clause: 生产副总钱海炜 | 边走边算账."""
        office = search(self.officer).pattern
        return re.compile(
            rf"[”]?(?:公司|集团|企业)?[一-鿿]{{0,4}}?{_NOT_OFFICES}{office}([{self.surnames}][一-鿿]{{1,2}})"
        )

    @cached_property
    def in_office(self) -> re.Pattern[str]:
        """Somebody with the office of a firm, wherever: 负责人 | 张彩娥正对着镜头."""
        office = search(self.officer).pattern
        return re.compile(rf"{_NOT_OFFICES}{office}([{self.surnames}][一-鿿]{{2}})")

    def officials_of(self, short: str) -> re.Pattern[str]:
        """An official of a place with a short name, by name: 监利市农业农村局局长 | 万志平."""
        office = "(?:[局厅委院校社部县市区镇]长|主任|书记|主席|负责人|科长|股长)"
        return re.compile(
            rf"{short}[^，。；“”\n]{{1,16}}?{office}([{self.surnames}][一-鿿]{{1,2}})"
        )

    @cached_property
    def shortly_named(self) -> re.Pattern[str]:
        """Somebody with a name of two characters at the head of a paragraph that goes on with 她:
        赵雪 | 是另一种活法。这位…. 她的小店…."""
        goes_on = "(?=[^\\n]*(?:[，。][他她](?!们)|。这位))"
        return re.compile(
            rf"(?:^|\n)\s*([{self.surnames}][一-鿿])(?=[是从在去今前早打曾靠]){goes_on}"
        )

    @cached_property
    def elder(self) -> re.Pattern[str]:
        """Somebody of whom a name was told before: 54岁的 | 老谢."""
        return re.compile(rf"岁的老([{self.surnames}])(?![一-鿿]?[人伯])")

    @cached_property
    def village_head(self) -> re.Pattern[str]:
        """Who heads a village, by name: 党支部书记 | 李秀萍."""
        return re.compile(rf"{search(self.village_officer).pattern}[{self.surnames}][一-鿿]")

    @cached_property
    def his_office(self) -> re.Pattern[str]:
        """Behind a firm, at the end of a sentence: the office of who is shown (王强是某公司 | 的
        总经理)."""
        return re.compile(f"的?[一-鿿]{{0,4}}?{search(self.officer).pattern}[。！]?$")

    @cached_property
    def tellers(self) -> re.Pattern[str]:
        """Those who tell something by name."""
        tells = search([*(w for w in self.telling if len(w) > 1), "如数家珍"]).pattern
        return re.compile(
            rf"(?<=[，。”！？\n一-鿿])([{self.surnames}][一-鿿]{{1,2}})(?:{tells}|说(?![明法服起到道]))"
        )

    @cached_property
    def villagers(self) -> list[re.Pattern[str]]:
        """Somebody by name, told by what stands around it: 村民 | 潘永福, 杜寨村的 | 李国选 |
        去年包了6座棚."""
        first, rest = f"[{self.surnames}]", "[一-鿿]"
        return [
            re.compile(rf"{search(self.person).pattern}({first}{rest}{{1,2}})"),
            re.compile(rf"(?<=[0-9一二三四五六七八九十]岁)的({first}{rest}{{1,2}})"),
            re.compile(rf"(?<=岁)的({rest}{{1,5}}·{rest}{{2,5}})"),
            re.compile(rf"年的[一-鿿]{{1,4}}[工师匠员]({first}{rest}{{1,2}})(?=[，。])"),
            re.compile(
                rf"”[一-鿿]{{1,6}}[员工师匠]({first}{rest}{{1,2}}){search(self.content).pattern}"
            ),
            re.compile(rf"({first}{rest}{{1,2}})(?=。[他她](?:今年|现年)?[0-9]{{2}}岁)"),
            re.compile(rf"(?<=[。！\n])({first}{rest}{{1,2}})(?={_CAME_BACK})"),
            re.compile(
                rf"住[^，。；的]{{2,10}}的({first}{rest}{{1,2}})(?=[在去今前种养包从每租卖])"
            ),
            re.compile(
                rf"(?:[村镇乡县市]|街道|打工|务工|创业|返乡|回乡|经商|毕业|退伍|退休|辈子[^，。；]{{0,6}}|多年[^，。；]{{0,6}})的({first}{rest}{{1,2}})"
                r"(?=，?(?:[已正早今去前说种养包承在靠是带从把回来办开凑拿投用租借贷]|就是|也是|\d{4}年))"
            ),
            re.compile(
                rf"的[一-鿿]{{0,4}}{search(self.jobs).pattern}({first}{rest}{{1,2}})"
                "(?=[，在把从去今已年正])"
            ),
            re.compile(
                rf"(?<=[一-鿿]{{4}})的({first}{rest}{{1,2}})(?=大学毕业|高中毕业|毕业后|退伍后|辞职|带着|回到|回村|返乡|放弃|毅然|决定|当上|搬回|走上)"
            ),
        ]

    @cached_property
    def native(self) -> re.Pattern[str]:
        """Behind a place: somebody by name who is from there, 上海 | 人顾明."""
        return re.compile(rf"人((?![和于向从时安方])[{self.surnames}][一-鿿]{{1,2}})")
