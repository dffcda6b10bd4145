"""What a clause calls by its last word alone, where the paragraph gave it a longer name before."""

from __future__ import annotations

import re

from extract.clauses import Clause, heads
from extract.facts.actors import Subject
from extract.facts.state import State
from extract.facts.wording import Wording
from extract.measures import Catalogue
from extract.segment import Layout

_NOUNS = ("n", "b", "a", "j", "z", "m", "x")  # tags of the words before the last one of a name
_TELLING = ("v", "d", "p", "m", "t", "f")  # tags of what follows a subject
_ONE = re.compile("[一两这][座个家条处艘所项间批]?")
_COUNTED = re.compile(r"\d+多?[个座条家项艘所处批]|[二三四五六七八九十百几数多]")
_SPEECH = re.compile("[，。！？；：]")
_QUOTED = 8  # characters of a name behind its quotation mark


class Again:
    """…来自“蓝鳍2号”养殖平台。平台 | 总投资1.35亿元."""

    def __init__(self, plan: Layout, wording: Wording, catalogue: Catalogue) -> None:
        self.plan, self.text, self.words, self.catalogue = plan, plan.text, wording, catalogue

    def named(self, state: State, clause: Clause) -> Subject | None:
        """The full name of what a clause begins with; what a firm has is the firm's."""
        told = state.subject
        if told and told.type == "firm":
            return None
        sentence = None
        for at in heads(self.text, clause):
            if self.text[at : at + 1] not in self.words.again_firsts:
                continue
            _, end = self.plan.word(at)
            word = self.text[at:end]
            if word not in self.words.again or not self._told(end):
                continue
            if told and told.type == "other" and told.name.endswith(word):
                return told
            sentence = sentence or self.plan.sentence(clause.start)
            paragraph = self.text.rfind("\n", 0, sentence.start if sentence else at) + 1
            if found := self._before(word, paragraph, at):
                return found
        return None

    def _told(self, at: int) -> bool:
        """Whether something is told of what ends at `at`: 基地 | 由两县出资, not 项目 | 负责人."""
        if self.words.told.match(self.text, at) or self.catalogue.opening(self.text, at):
            return True
        word = self.text[slice(*self.plan.word(at))]
        tag = self.plan.words.tag(word)
        return word in self.words.spans or word[:1].isdigit() or tag[:1] in _TELLING

    def _before(self, word: str, since: int, at: int) -> Subject | None:
        """The last longer name in `[since, at)` that ends in `word`, or in a name of such things:
        学校 may mean a 职业教育中心."""
        kinds = (word, *self.words.again_as.get(word, ()))
        found = ((self.text.rfind(kind, since, at), kind) for kind in kinds)
        return self._named(max(found)[1], since, at)

    def _named(self, word: str, since: int, at: int) -> Subject | None:
        """The last thing named before `at` whose name ends in `word`, but no count of them."""
        where = self.text.rfind(word, since, at)
        while where > since:
            start = self._noun(where, since)
            if where - start > 1 and not _COUNTED.match(self.text, start):
                name = "".join(self.text[start : where + len(word)].split())
                return Subject(name, "other", None)
            where = self.text.rfind(word, since, where)
        return None

    def _noun(self, at: int, since: int) -> int:
        """Where the words begin that make one name with what stands at `at`."""
        end = at
        while at > since:
            start, _ = self.plan.word(at - 1)
            word = self.text[start:at]
            tag = self.plan.words.tag(word)
            noun = tag.startswith(_NOUNS) or tag in ("vn", "")
            if not (word[0].isalnum() and noun) and word not in ("”", "·", "—"):
                break
            at = start
        at = self.text.rfind("——", at, end) + 2 if "——" in self.text[at:end] else at
        closed = self.text.find("”", at, at + _QUOTED)
        if closed >= 0 and closed < end:
            opened = self.text.rfind("“", since, at)
            name = opened >= 0 and not _SPEECH.search(self.text, opened, closed)
            at = opened if name else closed + 1  # “蓝鳍2号”平台; …。”某镇民宿协会
        one = _ONE.match(self.text, at, end)
        return one.end() if one else at
