"""The recogniser: the field, the shipped model, its place beside the rules, other pipelines."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import spacy
from conftest import HERE, read
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import firms, rules
from extract.errors import RulesError
from extract.firms import finder, ner, recogniser
from extract.firms.features import TEMPLATES, Sight, columns
from extract.firms.forms import word_source
from extract.records import Firm
from extract.rules import data_path
from extract.segment import layout


@cache
def _trained() -> recogniser.Trained:
    return recogniser.Trained(rules.load())


@pytest.fixture
def trained() -> recogniser.Trained:
    return _trained()


def found(text: str, proposer: recogniser.Recogniser | None) -> list[str]:
    """The firms of `text` with the given recogniser, in text order."""
    doc = read(text)
    if proposer:
        recogniser.propose(doc, proposer)
    mentions = [m for m in firms.find(doc, rules.load()) if isinstance(m, Firm)]
    return [text[m.start : m.end] for m in sorted(mentions, key=lambda m: m.start)]


# --- the field ---


def _toy(labels: int = 5) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(7)
    emissions = generator.normal(size=(4, labels)).astype(np.float32)
    return emissions, generator.normal(size=(labels, labels)).astype(np.float32)


def _score(path: tuple[int, ...], emissions: np.ndarray, moves: np.ndarray) -> float:
    score = sum(float(emissions[i, label]) for i, label in enumerate(path))
    return score + sum(float(moves[a, b]) for a, b in pairwise(path))


def test_best_path_is_the_best_of_all() -> None:
    emissions, moves = _toy()
    every = product(range(5), repeat=4)
    assert ner._best(emissions, moves) == list(
        max(every, key=lambda p: _score(p, emissions, moves))
    )


def test_chances_sum_to_one_and_match_enumeration() -> None:
    emissions, moves = _toy()
    every = list(product(range(5), repeat=4))
    weights = np.exp([_score(p, emissions, moves) for p in every])
    chances = ner._chances(emissions, moves)
    assert np.allclose(chances.sum(1), 1, atol=1e-5)
    first = sum(w for p, w in zip(every, weights, strict=True) if p[2] == 3) / weights.sum()
    assert abs(chances[2, 3] - first) < 1e-5


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O B-F I-F E-F O", [(1, 4, "F")]),
        ("S-F S-F O", [(0, 1, "F"), (1, 2, "F")]),
        ("B-F O E-F", []),
        ("B-F E-G", []),
        ("I-F E-F B-G E-G", [(2, 4, "G")]),
        ("O O", []),
    ],
)
def test_spans_of_labels(labels: str, spans: list[tuple[int, int, str]]) -> None:
    assert ner._read(labels.split()) == spans


def test_names_are_whole_words_longest_first() -> None:
    names = {"招商", "招商银行"}
    assert list(ner.occurrences(names, "在招商银行办卡", [0, 1, 3, 5, 6, 7])) == [
        (1, 5, "招商银行")
    ]
    assert list(ner.occurrences({"招商"}, "招商银行", [0, 3, 4])) == []


@given(st.text("凯卓集团a1，。 İ", min_size=1, max_size=30), st.data())
@settings(max_examples=60, deadline=None)
def test_every_template_has_a_value_for_every_character(text: str, data: st.DataObject) -> None:
    inner = data.draw(st.sets(st.integers(1, max(1, len(text) - 1))))
    cuts = sorted({0, len(text), *(c for c in inner if c < len(text))})
    sight = Sight(lambda w: "n", lambda w: "", lambda t: [""] * len(t))
    table = columns(text, cuts, sight)
    assert len(table) == TEMPLATES
    assert {len(column) for column in table} == {len(text)}


@given(st.lists(st.text("凯卓集团的a1，。<", min_size=1, max_size=12), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_emissions_are_the_weights_of_the_templates(texts: list[str]) -> None:
    crf, words = _trained().crf, rules.load().compiled(word_source)
    clauses = [(text, words.cuts(text)) for text in texts]
    plain = []
    for text, cuts in clauses:
        table = columns(text, cuts, crf.sight)
        rows = [[crf.model.row(k, v) for v in values] for k, values in enumerate(table)]
        plain.append(crf.model.weights[rows].sum(0))
    assert np.allclose(crf.emissions(clauses), np.concatenate(plain), atol=1e-3)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_a_clause_without_hope_has_no_span(sizes: list[int], seed: int) -> None:
    model, dice = _trained().crf.model, np.random.default_rng(seed)
    emissions = dice.normal(0, 5, (sum(sizes), len(model.labels))).astype(np.float32)
    ends = np.cumsum(sizes)
    for size, end, worth in zip(sizes, ends, ner.hopeful(model, emissions, ends), strict=True):
        own = emissions[end - size : end]
        assert worth == ner.hopeful(model, own, np.array([size]))[0]
        assert worth or not ner.spans(model, own)


# --- the shipped model ---


def test_the_model_is_small_and_loads_fast() -> None:
    path = data_path("models")
    assert (path / "firms.npz").stat().st_size < 6_000_000
    start = time.process_time()
    model = ner.load(path)
    assert time.process_time() - start < 0.3
    described = json.loads((path / "model.json").read_text("utf-8"))
    assert described["sha256"] == model.sha256


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="make model"):
        ner.load(tmp_path)


def test_unseen_names_in_county_sentences(trained: recogniser.Trained) -> None:
    """Names that no list has; the rules alone do not take all of them."""
    told = {
        "走进凌瑞智造，机械臂正在车间里上下料": "凌瑞智造",
        "康達鑫机械总经理李强说，今年订单排到了年底": "康達鑫机械",
        "链主企业卓恒科技把供应商请到了县里": "卓恒科技",
        "宏晟阀门有限公司质量部经理王强对此感同身受": "宏晟阀门有限公司",
        "嘉禾源集团在县里投资建厂": "嘉禾源集团",
    }
    for text, name in told.items():
        assert name in found(text, trained), text


def test_no_firms_in_other_news(trained: recogniser.Trained) -> None:
    for text in (
        "暴雪蓝色预警发布，中东部地区企业有序停工",
        "二十国集团领导人峰会举行，多国企业参会",
        "国家发展改革委和工业和信息化部支持民营企业发展",
        "温州大学与当地企业共建研究院",
        "全县规上企业实现增加值39.29亿元，新能源、新材料项目加快落地",
        "央视网消息（新闻联播）：全国高新技术企业超过40万家",
    ):
        assert found(text, trained) == [], text


def test_the_same_text_gives_the_same_proposals(trained: recogniser.Trained) -> None:
    text = "凌瑞科技、卓恒机械等3家企业入选名单，凌瑞科技总经理王强说，订单增长两成"
    once = list(trained(read(text)))
    again = list(recogniser.Trained(rules.load())(read(text)))
    assert once
    assert once == again
    moved = list(trained(read("今年以来。\n" + text)))
    assert moved == [(a + 6, b + 6, p) for a, b, p in once]


@given(st.text("凯卓集团公司、等三家企业，。\n（）1a", max_size=60))
@settings(max_examples=60, deadline=None)
def test_proposals_lie_in_the_text(text: str) -> None:
    proposals = list(_trained()(read(text)))
    assert all(0 <= a < b <= len(text) and 0 < p <= 1.001 for a, b, p in proposals)


def test_only_clauses_with_a_cue_are_looked_at() -> None:
    text = "春天来了，凌瑞科技的车间很忙，花开满山。今天放假。"
    plan = layout(read(text), rules.load())
    assert [text[a:b] for a, b in recogniser.cued(plan, rules.load())] == ["凌瑞科技的车间很忙，"]


# --- beside the rules, and as a component ---


def test_without_a_recogniser_the_rules_decide() -> None:
    assert recogniser.load(None, rules.load()) is None
    assert found("宏晟阀门有限公司扩产", None) == ["宏晟阀门有限公司"]


def test_both_say_why() -> None:
    doc = read("嘉禾源集团在县里投资建厂")
    recogniser.propose(doc, recogniser.Trained(rules.load()))
    (firm,) = firms.find(doc, rules.load())
    assert isinstance(firm, Firm)
    assert firm.rule.split("+")[:2] == ["head", "recogniser"]


def test_what_the_rules_know_for_no_firm_stays_none() -> None:
    doc = read("中国人民银行发布公告，期货公司加强管理，县经信局走访企业")
    doc.user_data[finder.PROPOSALS] = [(0, 6, 0.99), (11, 15, 0.99), (20, 24, 0.99)]
    assert list(firms.find(doc, rules.load())) == []


def test_the_county_before_a_name_stays_outside() -> None:
    text = "在缙云浙江锯大煌锯床股份有限公司车间里"
    doc = read(text)
    doc.user_data[finder.PROPOSALS] = [(1, 16, 0.99)]
    assert [
        text[m.start : m.end] for m in firms.find(doc, rules.load()) if isinstance(m, Firm)
    ] == ["浙江锯大煌锯床股份有限公司"]


def test_as_a_component() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("xianzhi_ner")
    doc = nlp("县里牵手嘉禾源集团，企业订单增长")
    assert [e.label_ for e in doc.ents] == ["FIRM"]
    assert doc.user_data[finder.PROPOSALS][0][:2] == (4, 9)


def test_another_pipeline_takes_its_place() -> None:
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "卓恒"}, {"label": "GPE", "pattern": "缙云"}])
    other = recogniser.FromSpacy(nlp, trust=0.95)
    text = "缙云企业卓恒扩产"
    assert [text[a:b] for a, b, _ in other(read(text))] == ["卓恒"]
    assert found(text, other) == ["卓恒"]


def test_an_unknown_pipeline_says_what_to_do() -> None:
    with pytest.raises(RulesError, match="spacy download zh_no_such_model"):
        recogniser.load("zh_no_such_model", rules.load())


# --- against data ---


def test_own_split_of_cluener(shared: Path, trained: recogniser.Trained) -> None:
    """Every eighth sentence was kept from training: exact-span F1 of `company` at least 0.78."""
    lines = (shared / "data/cluener/train.jsonl").read_text("utf-8").splitlines()[::8]
    words = rules.load().compiled(word_source)
    count: Counter[str] = Counter()
    for row in map(json.loads, lines):
        text, marked = row["text"], row["label"].get("company", {})
        gold = {(a, b + 1) for places in marked.values() for a, b in places}
        (spans,) = ner.recognise(trained.crf, [(text, words.cuts(text))])
        said = {(a, b) for a, b, kind, _ in spans if kind == ner.FIRM}
        count.update(hit=len(gold & said), gold=len(gold), said=len(said))
    f1 = 2 * count["hit"] / (count["gold"] + count["said"])
    assert f1 >= 0.78, f1


def test_predictions_read_one_by_one() -> None:
    with (HERE / "gold" / "firms-news.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    verdicts = Counter(row["verdict"] for row in rows)
    assert len(rows) == 150
    assert set(verdicts) == {"right", "span", "wrong"}
    assert verdicts["right"] >= 0.85 * len(rows)
    assert len({(row["day"], row["start"]) for row in rows}) == len(rows)
