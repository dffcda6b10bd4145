"""Every export opened by the tool it is for."""

from __future__ import annotations

import csv
import datetime
import json
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pybrat.parser
import pytest
import spacy
from jsonschema import Draft202012Validator
from spacy.tokens import DocBin
from spacy.training.converters import conll_ner_to_docs
from typer.testing import CliRunner

from extract import extract_files, schemas
from extract.cli import app
from extract.errors import XianzhiError
from extract.export import FORMATS, export, labelstudio
from extract.records import Fact
from extract.store import StoredRun, open_run
from extract.tables import BY_NAME, TABLES

# A number over a line break, characters beyond the first plane, cells that look like formulas.
PARAGRAPH = (
    "2023年，云和县规上工业增加值12.6亿元，同比增长8.3%。全县的木制玩具行业去年过得不容易，订单少了，"
    "价格也低了，好在内销补上了一部分。县里说，今年要把更多的厂子请进园区，让它们用上新的机器，"
    "去年园区里已有企业128家，比前年多了6家，用电量1.1亿千瓦时。到了年底，账算下来还是赚的多。"
)
NEWS = {
    "20240301.txt": "\n".join(PARAGRAPH[i : i + 21] for i in range(0, len(PARAGRAPH), 21)) + "\n",
    "=b.txt": "𠮷😀2024年3月，缙云县新增企业300多家，出口下降2.5%。\n",
    "rows.jsonl": '{"id": "=1+1", "title": "@SUM(A1)", "text": "青田县茶园15.3万亩。",'
    ' "published": "2025-03"}\n{"id": "-x", "title": "-2+3", "text": "无"}\n',
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / name).write_text(text, "utf-8")
    extract_files(folder, folder.parent / f"{folder.name}-run", workers=1)
    return open_run(folder.parent / f"{folder.name}-run")


@pytest.fixture(scope="module")
def made(run: StoredRun, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    for form in FORMATS:
        export(run, form, folder / f"run.{form}")
    return {form: folder / f"run.{form}" for form in FORMATS}


def rows(run: StoredRun, table: str) -> list[dict[str, Any]]:
    lines = (run.folders[0] / f"{table}.jsonl").open(encoding="utf-8")
    return [json.loads(line) for line in lines]


def texts(run: StoredRun) -> dict[str, str]:
    """The raw text of each article, as it was written above."""
    by_id = {json.loads(line)["id"]: json.loads(line)["text"] for line in _lines("rows.jsonl")}
    found = {}
    for article in rows(run, "articles"):
        path = Path(article["source"])
        found[article["id"]] = by_id.get(article["id"]) or NEWS[path.name]
    return found


def _lines(name: str) -> list[str]:
    return NEWS[name].splitlines()


def test_there_is_something_to_export(run: StoredRun) -> None:
    assert len(rows(run, "articles")) == 4
    assert len(rows(run, "mentions")) >= 8
    assert len(rows(run, "facts")) >= 3
    assert any(
        "\n" in texts(run)[m["article"]][m["start"] : m["end"]] for m in rows(run, "mentions")
    )


def test_csv_in_a_spreadsheet(run: StoredRun, made: dict[str, Path]) -> None:
    for table in TABLES:
        path = made["csv"] / f"{table.name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            found = list(reader)
        assert reader.fieldnames == list(table.columns())
        assert len(found) == len(rows(run, table.name))
        cells = [cell for row in found for cell in row.values() if cell]
        assert not [c for c in cells if c[0] in "=+@\t\r" or (c[0] == "-" and not c[1].isdigit())]
    with (made["csv"] / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert "'@SUM(A1)" in titles


def test_xlsx_in_openpyxl(run: StoredRun, made: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(made["xlsx"])
    assert book.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]] == list(table.columns())
        assert sheet.max_row == len(rows(run, table.name)) + 1
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert not [c for row in sheet for c in row if c.data_type == "f"], "no formula anywhere"


def test_cells_of_xlsx_are_typed(run: StoredRun, made: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(made["xlsx"])
    facts = _records(book["facts"])
    stated = {row["id"]: row for row in rows(run, "facts")}
    for fact in facts:
        told = stated[fact["id"].value]["value"]
        assert (fact["value"].value is None) == (told is None)
        assert told is None or Decimal(str(fact["value"].value)) == Decimal(told)
        assert isinstance(fact["start"].value, int)
    days = [f["period_start"].value for f in facts if f["period_start"].value]
    assert datetime.datetime(2023, 1, 1) in days
    titles = {row["title"].value for row in _records(book["articles"])}
    assert {"@SUM(A1)", "-2+3"} <= titles


def test_every_fact_links_to_its_evidence(made: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(made["xlsx"])
    for fact in _records(book["facts"]):
        sheet, _, cell = fact["quantity"].hyperlink.location.partition("!")
        assert book[sheet.strip("'")][cell].value == fact["quantity"].value
    for mention in _records(book["mentions"]):
        assert mention["article"].hyperlink.location.startswith("'articles'!A")
    sources = [row["source"] for row in _records(book["articles"])]
    assert [bool(s.hyperlink) for s in sources] == [Path(s.value).is_file() for s in sources]


def _records(sheet: Any) -> list[dict[str, Any]]:
    head = [cell.value for cell in sheet[1]]
    return [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_parquet_in_duckdb(run: StoredRun, made: dict[str, Path]) -> None:
    for table in TABLES:
        path = made["parquet"] / f"{table.name}.parquet"
        found = duckdb.execute(f"SELECT count(*) FROM '{path}'").fetchone()
        assert found == (len(rows(run, table.name)),)
        assert pq.read_schema(path).names == list(table.columns())


def test_jsonl_fits_the_schemas(run: StoredRun, made: dict[str, Path]) -> None:
    for table in TABLES:
        validator = Draft202012Validator(schemas.document(table.schema))
        found = [json.loads(line) for line in (made["jsonl"] / f"{table.name}.jsonl").open()]
        assert found == rows(run, table.name)
        assert not [e for row in found for e in validator.iter_errors(row)]


def test_duckdb(run: StoredRun, made: dict[str, Path]) -> None:
    with duckdb.connect(str(made["duckdb"]), read_only=True) as database:
        for table in TABLES:
            counted = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
            assert counted == (len(rows(run, table.name)),)
        value = "SELECT value FROM facts_wide WHERE measure_id = 'above_scale_industry_value_added'"
        assert Decimal("1260000000") in {row[0] for row in database.execute(value).fetchall()}
        assert database.execute("SELECT count(*) FROM latest").fetchone() != (0,)


def test_sqlite(run: StoredRun, made: dict[str, Path]) -> None:
    database = sqlite3.connect(made["sqlite"])
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for table in TABLES:
        counted = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert counted == (len(rows(run, table.name)),)
    large = "SELECT value, typeof(value) FROM facts WHERE value > 1000000000"
    assert (1260000000, "integer") in database.execute(large).fetchall()
    assert database.execute("SELECT typeof(value) FROM facts WHERE unit = '%'").fetchone() == (
        "real",
    )
    database.close()


def test_spacy(run: StoredRun, made: dict[str, Path]) -> None:
    vocab = spacy.blank("zh").vocab
    docs = list(DocBin().from_disk(made["spacy"]).get_docs(vocab))
    told = rows(run, "mentions")
    assert [doc.text for doc in docs] == list(texts(run).values())
    spans = [span for doc in docs for span in doc.spans["xianzhi"]]
    assert [(s.id_, s.label_) for s in spans] == [(m["id"], m["type"].upper()) for m in told]
    assert [s.start_char for s in spans] == [m["start"] for m in told]
    assert sum(len(doc.ents) for doc in docs) == len(told)
    facts = [Fact(**fact) for doc in docs for fact in doc.user_data["facts"]]
    assert [f.id for f in facts] == [f["id"] for f in rows(run, "facts")]


def test_brat(run: StoredRun, made: dict[str, Path]) -> None:
    parser = pybrat.parser.BratParser(error="ignore")  # it takes a mention and an event for twins
    examples = parser.parse(made["brat"])
    assert sorted(e.text for e in examples) == sorted(texts(run).values())
    kinds = [entity.type for example in examples for entity in example.entities]
    assert kinds.count("Quantity") == sum(m["type"] == "quantity" for m in rows(run, "mentions"))
    events = [event for example in examples for event in example.events]
    assert len(events) == len(rows(run, "facts"))
    periods = [a.type for event in events for a in event.arguments]
    assert set(periods) == {"Date"}


def test_brat_by_its_own_rules(made: dict[str, Path]) -> None:
    """A span's text is what stands at its offsets, and no fragment holds a line break."""
    for path in made["brat"].glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("T"):
                continue
            _, what, shown = line.split("\t")
            offsets = [list(map(int, pair.split())) for pair in what.partition(" ")[2].split(";")]
            assert shown == " ".join(text[start:end] for start, end in offsets)
            assert all("\n" not in text[start:end] for start, end in offsets)


def test_conll(run: StoredRun, made: dict[str, Path]) -> None:
    text = made["conll"].read_text("utf-8")
    docs = list(conll_ner_to_docs(text, n_sents=1))
    entities = [ent for doc in docs for ent in doc.ents]
    told = rows(run, "mentions")
    assert [e.label_ for e in entities] == [m["type"].upper() for m in told]
    articles = texts(run)
    assert [e.text.replace(" ", "") for e in entities] == [
        "".join(articles[m["article"]][m["start"] : m["end"]].split()) for m in told
    ]


def test_label_studio_tasks(run: StoredRun, made: dict[str, Path]) -> None:
    """What Label Studio asks of an import: every region names a control and a label of CONFIG, and
    lies in the text that its object shows."""
    view = ElementTree.fromstring(labelstudio.CONFIG)
    labels = {label.get("value") for label in view.iter("Label")}
    tasks = json.loads(made["labelstudio"].read_text("utf-8"))
    assert [task["data"]["text"] for task in tasks] == list(texts(run).values())
    seen = 0
    for task in tasks:
        (prediction,) = task["predictions"]
        regions = [r for r in prediction["result"] if r["type"] == "labels"]
        seen += len(regions)
        for region in regions:
            value = region["value"]
            assert view.find(f".//Labels[@name='{region['from_name']}']") is not None
            assert view.find(f".//Text[@name='{region['to_name']}']") is not None
            assert value["text"] == task["data"]["text"][value["start"] : value["end"]]
            assert set(value["labels"]) <= labels
        ids = {region["id"] for region in regions}
        links = [r for r in prediction["result"] if r["type"] == "relation"]
        assert all({link["from_id"], link["to_id"]} <= ids for link in links)
    assert seen == len(rows(run, "mentions"))


def test_label_studio_itself(made: dict[str, Path]) -> None:
    sdk = pytest.importorskip("label_studio_sdk.label_interface", reason="label-studio-sdk: heavy")
    interface = sdk.LabelInterface(labelstudio.CONFIG)
    interface.validate()
    for task in json.loads(made["labelstudio"].read_text("utf-8")):
        assert interface.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            regions = [r for r in prediction["result"] if r["type"] == "labels"]
            assert interface.validate_prediction({**prediction, "result": regions})


def test_web_annotations(run: StoredRun, made: dict[str, Path]) -> None:
    """The MUSTs of https://www.w3.org/TR/annotation-model/ for what is used of it."""
    page = json.loads(made["webannotation"].read_text("utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["total"] == len(page["items"])
    told = {f"urn:xianzhi:{m['id']}".replace("#", "%23"): m for m in rows(run, "mentions")}
    articles = texts(run)
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert isinstance(item["target"]["source"], str)
        position, words = item["target"]["selector"]
        assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert 0 <= position["start"] < position["end"]
        assert all(body["type"] == "TextualBody" and body["value"] for body in item["body"])
        if mention := told.get(item["id"].replace("%3D", "=").replace("%2B", "+")):
            text = articles[mention["article"]]
            assert words["exact"] == text[position["start"] : position["end"]]
            assert words["prefix"] + words["exact"] + words["suffix"] in text
    bodies = [
        b["value"] for item in page["items"] for b in item["body"] if b["purpose"] == "classifying"
    ]
    assert len(bodies) == len(told)


def test_articles_that_moved(run: StoredRun, tmp_path: Path) -> None:
    where = tmp_path / "elsewhere"
    where.mkdir()
    for name, text in NEWS.items():
        (where / name).write_text(text, "utf-8")
    export(run, "conll", tmp_path / "a", [where])
    export(run, "conll", tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    (where / "=b.txt").write_text("something else")
    with pytest.raises(XianzhiError, match="--texts"):
        export(run, "conll", tmp_path / "c", [where])
    assert not (tmp_path / "c").exists()


def test_what_is_refused(run: StoredRun, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("years of work")
    with pytest.raises(XianzhiError, match="not empty"):
        export(run, "csv", tmp_path / "full")
    with pytest.raises(XianzhiError, match="there are xlsx"):
        export(run, "papyrus", tmp_path / "x")
    done = CliRunner().invoke(
        app, ["export", str(run.folders[0]), "--to", "duckdb", "-o", str(tmp_path / "d")]
    )
    assert done.exit_code == 0
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["d", "full"]


def test_an_empty_run(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("无\n", "utf-8")
    extract_files(tmp_path / "in.txt", tmp_path / "run", workers=1)
    for form in FORMATS:
        export(open_run(tmp_path / "run"), form, tmp_path / f"run.{form}")
    assert BY_NAME.keys() == set(openpyxl.load_workbook(tmp_path / "run.xlsx").sheetnames)
