"""Relations beside quantities: pairings, agreements, selections, awards (`rules/relations.yml`).

A relation rests on one clause: the names before the verb are its arguments, the rest of the clause
its object. A line that consists of two places and a dash is a pairing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc

from extract.clauses import Clause, clauses, sentences
from extract.records import Argument, Date, Firm, MentionBase, Place, Relation, RelationKind
from extract.rules import Rules
from extract.segment import Layout, layout

_DASHED = regex.compile(r"\s*[—–\-－~～]{1,2}\s*")
MAX_GAP = 9  # characters between a name and its verb: 等3家企业, 首次, 日前
_JOINED = frozenset(["、", "和", "与", "及", "以及", "同"])
_ENDS = regex.compile(r"等$|[的了]$")
_QUOTED = regex.compile(r"[“《]([^”》]{2,24})[”》]")


class Example(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    arguments: list[str]
    object: str | None = None


class Kind(BaseModel):
    model_config = ConfigDict(extra="forbid")
    verbs: list[str]
    examples: list[Example]


class RelationRules(BaseModel):
    """`rules/relations.yml`; the file explains its entries."""

    model_config = ConfigDict(extra="forbid")
    pairing: Kind
    agreement: Kind
    selection: Kind
    award: Kind
    awards: list[str]
    titles: list[str]

    def kinds(self) -> dict[RelationKind, Kind]:
        return {
            "pairing": self.pairing,
            "agreement": self.agreement,
            "selection": self.selection,
            "award": self.award,
        }


class Grammar:
    """The verbs as one pattern, longest first, and the forms that objects end in."""

    def __init__(self, file: RelationRules) -> None:
        self.file = file
        self.kind = {v: k for k, entry in file.kinds().items() for v in entry.verbs}
        longest = sorted(self.kind, key=len, reverse=True)
        self.verb = regex.compile("|".join(map(regex.escape, longest)))
        self.award = regex.compile(f".*(?:{'|'.join(file.awards)})[”》]?")
        self.title = regex.compile(f".*(?:{'|'.join(file.titles)})[”》]?")


def build(rules: Rules) -> Grammar:
    """For `rules.compiled`."""
    return Grammar(rules.read("relations.yml", RelationRules))


def relate(doc: Doc, mentions: Sequence[MentionBase], rules: Rules) -> list[Relation]:
    """The relations of an article, in text order. Offsets count the restored text."""
    plan, grammar = layout(doc, rules), rules.compiled(build)
    return list(_relations(plan, mentions, grammar))


def _relations(
    plan: Layout, mentions: Sequence[MentionBase], grammar: Grammar
) -> Iterator[Relation]:
    for sentence, inside in sentences(plan, mentions):
        if not any(isinstance(m, Place | Firm) for m in inside):
            continue
        if pair := _dashed(plan.text, sentence.start, sentence.end, inside):
            yield pair
        elif grammar.verb.search(plan.text, sentence.start, sentence.end):
            yield from _told(plan, clauses(plan, sentence, inside), grammar)


def _dashed(text: str, start: int, end: int, inside: Sequence[MentionBase]) -> Relation | None:
    """A sentence that is nothing but `滨江区—泰顺县`."""
    names = [m for m in inside if isinstance(m, Place | Firm)]
    if len(names) != 2 or names[0].start != start or names[1].end != end:
        return None
    if not _DASHED.fullmatch(text, names[0].end, names[1].start):
        return None
    return _relation("pairing", names, None, None, (start, end), "dashed line")


def _told(plan: Layout, parts: Sequence[Clause], grammar: Grammar) -> Iterator[Relation]:
    date: Date | None = None
    group: list[Place | Firm] = []
    for clause in parts:
        verb = grammar.verb.search(plan.text, clause.start, clause.end)
        end = verb.start() if verb else clause.end
        date = next(reversed(clause.dates(end)), date)
        own = _group(plan.text, clause.actors(end))
        group = own or group
        if verb is None or not group:
            continue
        gap = plan.text[own[-1].end if own else clause.start : end].strip()
        if own and gap.startswith("的"):
            continue  # 柳城镇的 | 老街改造项目入选…
        if len(gap) > MAX_GAP or (gap and not own and gap[0] not in "并也还先再连首成"):
            continue
        kind = grammar.kind[verb.group()]
        span = (clause.start, clause.end)
        if kind in ("pairing", "agreement"):
            pair = _pair(plan.text, clause, group, verb.start())
            if pair:
                yield _relation(kind, pair, None, date, span, verb.group())
        elif thing := _object(plan.text[verb.end() : clause.end], kind, grammar):
            yield _relation(kind, group, thing, date, span, verb.group())


def _group(text: str, actors: Sequence[Place | Firm]) -> list[Place | Firm]:
    """The last names before the verb that are of one kind and joined by `、` or 和."""
    found: list[Place | Firm] = []
    for m in reversed(actors):
        gap = text[m.end : found[0].start].strip() if found else ""
        if found and (gap not in _JOINED or m.type != found[0].type):
            break
        found.insert(0, m)
    return found


def _pair(
    text: str, clause: Clause, group: Sequence[Place | Firm], verb: int
) -> list[Place | Firm] | None:
    """The two parties: `A与B签约`, `A和B结对`."""
    actors = clause.actors(verb)
    if len(actors) < 2 or actors[-1].end < verb - 12:
        return None
    a, b = actors[-2], actors[-1]
    return [a, b] if text[a.end : b.start].strip() in _JOINED and a.coref is b.coref else None


def _object(said: str, kind: RelationKind, grammar: Grammar) -> str | None:
    """The name of the list, title or prize at the head of what follows the verb."""
    said = "".join(said.split())[:40]
    form = grammar.award if kind == "award" else grammar.title
    quoted = _QUOTED.search(said)
    match = form.match(said)
    cut = match is not None and quoted is not None and quoted.start() < match.end() < quoted.end()
    if quoted and quoted.start() <= 12 and (kind == "award" or match is None or cut):
        return str(quoted.group(1))
    return (_ENDS.sub("", match.group()).strip("了为“”《》") or None) if match else None


def _relation(
    kind: RelationKind,
    names: Sequence[Place | Firm],
    thing: str | None,
    date: Date | None,
    span: tuple[int, int],
    rule: str,
) -> Relation:
    return Relation(
        kind=kind,
        arguments=[
            Argument(
                mention=m.id,
                name=m.name or m.text,
                type=m.type,
                id=(m.firm if isinstance(m, Firm) else m.code) or None,
            )
            for m in names
        ],
        object=thing,
        period=date.id if date else None,
        period_start=date.date_start if date else None,
        period_end=date.date_end if date else None,
        start=span[0],
        end=span[1],
        rule=rule,
    )
