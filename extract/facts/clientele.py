"""Whether what is counted beside a firm is the firm's own: its shops, its clients, its members."""

from __future__ import annotations

from extract.clauses import Site
from extract.facts.actors import Subject
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.records import Firm

_FIRMS = ("家", "户")  # units in which firms are counted, of the place that they are in


class Clientele:
    """Reads it off the words around a number."""

    def __init__(self, text: str, wording: Wording) -> None:
        self.text, self.words = text, wording

    def has(self, state: State, site: Site, firm: Subject) -> bool:
        """Whether a count is said of the firm; firms beside it are counted in its place."""
        unit = site.quantity.unit
        if unit not in _FIRMS or (unit == "户" and firm.name.endswith(self.words.of_households)):
            return True
        return self._serves(site) or self._counts_them_on(state, site, firm)

    def _counts_them_on(self, state: State, site: Site, firm: Subject) -> bool:
        """Whether what is counted is some of what the sentence has just counted of the firm: 门店
        213家，| 47家是直营."""
        last = state.recent[-1] if state.told and state.recent else None
        if last is None or last.subject is None or last.unit != site.quantity.unit:
            return False
        bare = site.quantity.start in (site.left, site.clause.start)
        return bare and last.subject.name == firm.name

    def _serves(self, site: Site) -> bool:
        """Whether a firm has what is counted (门店), or does something for it (为216家企业授信)."""
        before = self.text[site.clause.start : site.quantity.start]
        owned = self.words.owned_name.match(self.text, site.quantity.end)
        same = site.previous is not None and site.previous.unit == site.quantity.unit
        since = site.clause.start if same else site.left  # 客户从40多家扩大到 | 130家
        own = self.words.owns.search(self.text, since, site.quantity.start)
        theirs = any(
            isinstance(m, Firm) and self.text.startswith("的", m.end) for m in site.clause.named
        )
        theirs = theirs or before.endswith("旗下")  # 某公司旗下 | 6家酒店
        return bool(owned or own or theirs or self.words.served.search(before))
