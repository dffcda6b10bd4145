"""The order of the stages, and nothing else: raw text in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extract import checks, facts, mentions, read, relations, rules
from extract.firms import recogniser
from extract.records import Article, Check, Fact, Ignored, MentionBase, Relation
from extract.restore import restore
from extract.segment import segment
from extract.text import Text

if TYPE_CHECKING:
    import pandas

Kind = Literal["facts", "mentions", "checks", "relations", "ledger"]


@dataclass(slots=True)
class Result:
    """All that one article gave. Offsets count code points of the raw article."""

    article: Article
    text: Text
    mentions: list[MentionBase]
    facts: list[Fact]
    checks: list[Check]
    relations: list[Relation]
    ledger: list[Ignored]

    def to_frame(self, kind: Kind = "facts") -> pandas.DataFrame:
        """The records of one kind as a DataFrame, one a row; numbers as `Decimal`."""
        import pandas

        return pandas.DataFrame([r.model_dump(mode="python") for r in getattr(self, kind)])


class Pipeline:
    """A pipeline with its rules loaded; calling it is pure and may be repeated for ever."""

    def __init__(
        self,
        rules_folder: Path | str | None = None,
        gazetteer: Path | str | None = None,
        ner: str | None = recogniser.OWN,
    ) -> None:
        self.rules = rules.load(rules_folder, gazetteer)
        self.recogniser = recogniser.load(ner, self.rules)
        self.nlp = spacy.blank("zh")
        self.nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # nobody asks our tokens for their shape or norm

    def __call__(
        self, raw: str, *, published: str | None = None, title: str | None = None
    ) -> Result:
        """Extract one raw article; without `published` the text is asked for its date."""
        source = read.text(raw, published=published, title=title)
        return self.extract(source.article, raw)

    def warm(self) -> None:
        """Compile now what else is compiled with the first article."""
        self("2024年，甲县有企业3家，增长2%。", published="2025")

    def extract(
        self, article: Article, raw: str, spans: Sequence[tuple[int, int]] | None = None
    ) -> Result:
        """Extract one article that has been read; `spans` of `raw` are the article, if not all."""
        text = restore(raw, self.rules, spans)
        article = article.model_copy(update={"title": article.title or text.title})
        with self.nlp.memory_zone():
            doc = segment(
                text,
                self.nlp,
                self.rules,
                published=article.published,
                title=article.title,
                publisher=article.publisher,
            )
            if self.recogniser:
                recogniser.propose(doc, self.recogniser)
            found = mentions.find(doc, self.rules)
            _identify(article, text, found.mentions)
            told = facts.assemble(doc, found.mentions, self.rules)
            related = relations.relate(doc, found.mentions, self.rules)
        _number(article, told)
        facts.link(told, found.mentions)
        _locate(article, text, [*found.mentions, *told, *related, *found.ledger])
        for relation in related:
            relation.id = f"{article.id}#r{relation.start}-{relation.end}.{relation.rule}"
        said = checks.check(article, raw, found.mentions, told, self.rules)
        return Result(article, text, found.mentions, told, said, related, found.ledger)


def _identify(article: Article, text: Text, found: list[MentionBase]) -> None:
    """Give each mention its id: article, first letter of its type, raw span."""
    for mention in found:
        start, end = text.locate(mention.start, mention.end)
        kind = mention.type[0]  # type: ignore[attr-defined]
        mention.id = f"{article.id}#{kind}{start}-{end}"


def _number(article: Article, told: list[Fact]) -> None:
    """Give each fact its id: that of its quantity with `f`, and a number where it is not alone."""
    count: Counter[str] = Counter()
    for fact in told:
        at = fact.quantity.rpartition("#q")[2]
        count[at] += 1
        fact.id = f"{article.id}#f{at}" + (f".{count[at]}" if count[at] > 1 else "")


def _locate(
    article: Article, text: Text, records: Sequence[MentionBase | Fact | Relation | Ignored]
) -> None:
    """Turn restored offsets into raw ones, and text for matching into the evidence as printed."""
    for record in records:
        record.article = article.id
        record.text = text.evidence(record.start, record.end)
        record.start, record.end = text.locate(record.start, record.end)


def load(
    rules_folder: Path | str | None = None,
    gazetteer: Path | str | None = None,
    ner: str | None = recogniser.OWN,
) -> Pipeline:
    """A pipeline with the given rules, or the package's own, and a user's own table of places."""
    return Pipeline(rules_folder, gazetteer, ner)


def _component(name: str) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    """A spaCy factory that writes the finder's mentions to `doc.spans["xianzhi_<name>"]`."""

    def factory(nlp: Language, name: str) -> Callable[[Doc], Doc]:
        own = rules.load()
        key = name

        def component(doc: Doc) -> Doc:
            found = mentions.FINDERS[key.removeprefix("xianzhi_")](doc, own)
            doc.spans[key] = [
                Span(doc, span.start, span.end, label=m.type.upper())  # type: ignore[attr-defined]
                for m in found
                if isinstance(m, MentionBase)
                and (span := doc.char_span(m.start, m.end, alignment_mode="expand")) is not None
            ]
            return doc

        return component

    return Language.factory(f"xianzhi_{name}", func=factory)


make_quantities = _component("quantities")
make_dates = _component("dates")
make_places = _component("places")
make_firms = _component("firms")
