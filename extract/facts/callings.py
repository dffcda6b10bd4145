"""What the head of a clause calls whom the text is on, without a name: 公司, 镇里, 县财政."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.clauses import Clause, heads
from extract.facts.actors import Subject
from extract.facts.wording import Wording
from extract.records import Firm
from extract.segment import Layout

_HANDLED = re.compile("[他她]?[将把](?=[该这])")  # 她将 | 该公司目标价由24元上调至29元
_WHEN = re.compile("[一-鿿]{1,5}(?:时|期间|之后|之前|季里)(?=公司|企业|该公司|[一-鿿]厂)")
_WHEN_THERE = re.compile("[一-鿿]{2,6}[时后](?=村里|村上|全村|镇里|镇上|乡里)")  # 煤矿红火时 | 村里
_IT_DID = re.compile("企业(?=[花投斥拿又还]|引进|现有|员工|先后)")
_THIS_FIRM = re.compile(
    r"这家(?:[^，。；]{1,20}的)?[^，。；的]{0,8}?(?:企业|公司|工厂|厂子|[一-鿿]{0,3}厂|工坊|作坊|老店)"
)  # 这家停产3年的老厂, 这家嘉兴企业


@lru_cache(maxsize=4096)
def _calls(name: str, alone: tuple[str, ...]) -> tuple[str, ...]:
    """What a firm with a name is called without it: 银行."""
    return tuple(w for w in alone if name.endswith(w))


class Callings:
    """Reads it off one clause after the other."""

    def __init__(self, plan: Layout, wording: Wording) -> None:
        self.plan, self.text, self.words = plan, plan.text, wording

    def owns(self, clause: Clause, firm: Subject) -> int:
        """Where 公司 ends if a clause begins, or goes on after its date, with it alone, else 0;
        企业 means the `firm` spoken of only in its own paragraph."""
        covered = {m.start for m in clause.named if isinstance(m, Firm)}
        near = firm.why not in ("section", "next")
        known = (*self.words.company, "企业") if near else self.words.company
        known = (*known, *_calls(firm.name, self.words.alone))
        for at in heads(self.text, clause):
            at = handled.end() if (handled := _HANDLED.match(self.text, at)) else at
            at = when.end() if (when := _WHEN.match(self.text, at)) else at
            word = next((w for w in known if self.text.startswith(w, at)), None)
            if firm.why == "next" and _IT_DID.match(self.text, at):
                return at + 2  # 去年10月，企业 | 花3800万元引进数控加工线
            if word and at not in covered and self.plan.is_cut(at + len(word)):
                return at + len(word)
        this = _THIS_FIRM.match(self.text, clause.start, clause.end)
        return this.end() if this else 0

    def local(self, town: Subject, clause: Clause) -> bool:
        """Whether a clause begins with the `town` or village spoken of: 镇里, 全镇, 村里."""
        for at in heads(self.text, clause):
            at = when.end() if (when := _WHEN_THERE.match(self.text, at)) else at
            word = next((w for w in self.words.townly if self.text.startswith(w, at)), "")
            whose = at + len(word) + len("的")  # 镇上的 | 某机械公司
            if any(m.start == whose and isinstance(m, Firm) for m in clause.named):
                return False
            if word and ("村" in word) == town.name.endswith("村"):
                return True
        return False

    def institution(
        self, home: Subject | None, town: Subject | None, clause: Clause
    ) -> tuple[int, Subject] | None:
        """Where the name of one ends that a clause begins with by the level of whose it is, and
        its name with the place's: 县职教中心, 镇中心小学."""
        for at in heads(self.text, clause):
            found = self.words.of_the_place.match(self.text, at, clause.end)
            if found is None or not self.plan.is_cut(found.end()):
                continue
            whose = next((s for s in (home, town) if s and s.name.endswith(found[1])), None)
            if whose:
                return found.end(), Subject(whose.name + found[2], "other", None)
        return None

    def governs(self, clause: Clause) -> str:
        """What a clause that begins with the article's own place as an actor calls it: 县 | 财政,
        市 | 里."""
        begun = (at for at in heads(self.text, clause))
        found = (at for at in begun if self.text.startswith(self.words.governing, at))
        return next((self.text[at] for at in found), "")
