"""Sentences of the county-industry register with the firms in them marked, from the templates.

    python train/sentences.py    writes train/sentences.jsonl: {"text": …, "firms": [[start, end]]}

Every template is filled several times with invented names, now and then a real one, with quotation
marks lost or kept, so that the context is learnt and not the list.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from extract import rules
from extract.firms.forms import compile_rules

HERE = Path(__file__).parent
SEED, FILLS, PLAIN_FILLS = 20250523, 8, 5
SLOT = re.compile(r"\{(\w)\}|[\[\]]")
FIRM_SLOTS = "FSTLG"


class Filler:
    """Draws values for slots; the same seed gives the same sentences."""

    def __init__(self, words: dict[str, Any], places: list[str], seed: int) -> None:
        self.words, self.places, self.random = words, places, random.Random(seed)

    def own(self) -> str:
        """A name of its own: invented, a dictionary word, or (one in ten) a real one."""
        pick, words = self.random, self.words
        kind = pick.random()
        if kind < 0.66:
            return pick.choice(words["own_first"]) + pick.choice(words["own_second"])
        if kind < 0.78:
            return str(pick.choice(words["own_three"]))
        return str(pick.choice(words["own_word"] if kind < 0.90 else words["real"]))

    def fill(self, slot: str) -> str:
        """A value for the slot."""
        pick, words = self.random, self.words
        match slot:
            case "S":
                return self.own()
            case "T":
                return self.own() + str(pick.choice(words["trade"]))
            case "G":
                return self.own() + pick.choice(["集团", "集团", "控股集团", "实业集团", "控股"])
            case "L":
                place = pick.choice([*self.places, "浙江", "浙江", "浙江", "上海", "江苏", "广东"])
                bracket = pick.choice(["", "", "", "", "(浙江)", "（中国）"])
                name = self.own() + "".join(pick.sample(words["trade"], pick.choice([1, 1, 2])))
                form = pick.choice(["有限公司", "有限公司", "股份有限公司", "有限责任公司"])
                return f"{pick.choice([place, ''])}{name}{bracket}{form}"
            case "F":
                return self.fill(pick.choice("SSTTTGL"))
            case "C":
                return pick.choice(self.places)
            case "M":
                return str(
                    pick.choice(
                        [
                            "浙江",
                            "温州",
                            "杭州",
                            "宁波",
                            "上海",
                            "江苏",
                            "广东",
                            "安徽",
                            "江西",
                            "福建",
                        ]
                    )
                )
            case "N":
                given = "".join(pick.choice(words["given"]) for _ in range(pick.choice([1, 2, 2])))
                return pick.choice(words["surname"]) + given
            case "D":
                return pick.choice(
                    [
                        "2",
                        "3",
                        "5",
                        "12",
                        "30",
                        "1.5",
                        "20.6",
                        "180",
                        "2600",
                        "两",
                        "三",
                        "十",
                        "一百",
                    ]
                )
            case "Y":
                return str(pick.randrange(1985, 2026))
        return str(
            pick.choice(
                words[{"W": "ware", "B": "body", "U": "school", "K": "park", "A": "award"}[slot]]
            )
        )

    def sentence(self, template: str) -> tuple[str, list[tuple[int, int]]]:
        """The template filled, and where its firms are."""
        marked = not template.startswith("-")
        lost = self.random.random() < 0.5  # quotation marks lost in print
        template = re.sub("[“”]", "" if lost else r"\g<0>", template.removeprefix("-"))
        text, firms, at, opened = "", [], 0, 0
        for match in SLOT.finditer(template):
            text += template[at : match.start()]
            at = match.end()
            if match[0] == "[":
                opened = len(text)
            elif match[0] == "]":
                firms.append((opened, len(text)))
            else:
                value = self.fill(match[1])
                if marked and match[1] in FIRM_SLOTS:
                    firms.append((len(text), len(text) + len(value)))
                text += value
        text += template[at:]
        return text + self.random.choice(["。", "。", "，", ""]), firms


def filler(seed: int) -> Filler:
    """A filler over the project's words and the counties of China."""
    words = yaml.safe_load((HERE / "words.yml").read_text("utf-8"))
    known = rules.load().compiled(compile_rules).places
    counties = sorted(p for p, wide in known.items() if 2 <= len(p) <= 3 and not wide)
    return Filler(words, counties, seed)


def sentences() -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """All sentences, each once."""
    source = filler(SEED)
    seen = set()
    for template in (HERE / "templates.txt").read_text("utf-8").splitlines():
        if not template or template.startswith("#"):
            continue
        for _ in range(PLAIN_FILLS if template.startswith("-") else FILLS):
            text, firms = source.sentence(template)
            if text not in seen:
                seen.add(text)
                yield text, firms


if __name__ == "__main__":
    with (HERE / "sentences.jsonl").open("w", encoding="utf-8") as file:
        for text, firms in sentences():
            file.write(json.dumps({"text": text, "firms": firms}, ensure_ascii=False) + "\n")
