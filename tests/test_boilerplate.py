"""What a newspaper prints around an article changes no fact of it: metamorphic, on our articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from extract import pipeline
from extract.records import Article

GOLD = Path(__file__).parent / "gold"
ARTICLES = sorted((GOLD / "fresh").glob("*-20??-??-??.txt"))[::3]
PIPE = pipeline.load()
Fact = tuple[str | None, ...]


def facts(text: str, published: str) -> Counter[Fact]:
    """What an article says, wherever it stands."""
    found = PIPE.extract(Article(id="x", source="x", published=published), text)
    quoted = {m.id: "".join(m.text.split()) for m in found.mentions}
    return Counter(
        (quoted[f.quantity], f.subject, f.measure, f.aspect, f.period_start, f.period_end)
        for f in found.facts
    )


def opened(line: str) -> Callable[[str], str]:
    """Puts a dateline before the first running text."""
    return lambda text: re.sub(r"(?m)^(?=.{30,}$)", line, text, count=1)


def under_the_title(line: str) -> Callable[[str], str]:
    """Puts a line of its own under the title."""
    return lambda text: re.sub(r"\n\s*\n", f"\n\n{line}\n\n", text, count=1)


def closed(line: str) -> Callable[[str], str]:
    """Puts a line of its own at the end."""
    return lambda text: f"{text.rstrip()}\n\n{line}\n"


AROUND = {
    "dateline of a paper": opened("本报杭州4月22日讯（记者 陈小明）"),
    "dateline of an agency": opened("新华社北京4月22日电（记者李明、王小芳）"),
    "dateline without a day": opened("本报讯（记者 陈小明）"),
    "byline": under_the_title("本报记者 李小明 通讯员 王小芳"),
    "source": under_the_title("来源：21世纪经济报道    作者：李小明"),
    "note of the editor": under_the_title("编者按：本期推出系列报道，敬请关注。"),
    "editors": closed("（编辑：李小波，校对：王小芳）"),
    "caption": closed("图为工人正在车间作业。张小强 摄"),
}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("around", AROUND)
def test_facts_stay(path: Path, around: str) -> None:
    text, published = path.read_text("utf-8"), path.stem[-10:]
    assert facts(AROUND[around](text), published) == facts(text, published)
