"""A spaCy DocBin (`.spacy`): characters as tokens, mentions as entities and in `doc.spans`.

`doc.ents` and `doc.spans["xianzhi"]` have QUANTITY, DATE, PLACE and FIRM; the span's id is that of
the mention, its `kb_id_` what it means. `doc.user_data` has the article and its facts. Read it with
`DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("zh").vocab)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from extract.export.documents import Document, label, meaning


def write(documents: Iterable[Document], out: Path) -> None:
    """Make the file."""
    vocab = spacy.blank("zh").vocab
    found = DocBin(store_user_data=True)
    for document in documents:
        found.add(doc(document, vocab))
    found.to_disk(out)


def doc(document: Document, vocab: Vocab) -> Doc:
    """One document; `doc.text` is the raw article, so that tokens and characters count alike."""
    made = Doc(vocab, list(document.text), [False] * len(document.text))
    spans = [
        Span(made, m.start, m.end, label(m).upper(), kb_id=meaning(m), span_id=m.id)
        for m in document.mentions
    ]
    made.spans["xianzhi"] = spans
    made.ents = filter_spans(spans)
    made.user_data["article"] = document.article.model_dump(mode="json")
    made.user_data["facts"] = [fact.model_dump(mode="json") for fact in document.facts]
    return made
