"""The rules folder: read once, each file checked by the model of whoever asks for it.

Knowledge lives in `rules/`; this module only opens it. A finder asks for a file with the pydantic
model it must fit, and keeps what it compiles from it in `Rules.compiled`, so that nothing is
global and two rule folders can be loaded side by side.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from extract.errors import RulesError

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@cache
def data_path(name: str) -> Path:
    """Where `rules`, `schemas` or `corpus` lies: inside an installed wheel, else the checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_data" / name, here.parent / name):
        if folder.is_dir():
            return folder
    raise RulesError(f"no {name}/ beside {here}: the installation is incomplete, install it again")


class Rules:
    """One rules folder, and a user's own table of places if there is one."""

    def __init__(self, folder: Path, gazetteer: Path | None = None) -> None:
        if not folder.is_dir():
            raise RulesError(f"{folder}: no such rules folder; give one with --rules")
        self.folder = folder
        self.gazetteer = gazetteer
        self._compiled: dict[Any, Any] = {}

    def path(self, name: str) -> Path:
        """The file `name` of this folder, or an error that says what is missing."""
        path = self.folder / name
        if not path.is_file():
            raise RulesError(f"{path}: missing; copy it from the package's own rules")
        return path

    def read(self, name: str, model: type[M]) -> M:
        """The YAML file `name`, validated by `model`."""
        path = self.path(name)
        return _validated(path, _load(path), model)

    def read_folder(self, name: str, model: type[M]) -> M:
        """The YAML files of the folder `name` as one mapping, validated by `model`."""
        folder = self.folder / name
        if not folder.is_dir():
            raise RulesError(f"{folder}: missing; copy it from the package's own rules")
        found: dict[str, Any] = {}
        for path in sorted(folder.glob("*.yml")):
            entries = _load(path) or {}
            for key in entries.keys() & found.keys():
                raise RulesError(f"{path}: {key!r} is there twice, in another file of {folder} too")
            found |= entries
        return _validated(folder, found, model)

    def rows(self, name: str, model: type[M]) -> list[M]:
        """The CSV file `name` (UTF-8, `#` comment lines allowed), each row validated by `model`."""
        return read_rows(self.path(name), model)

    def compiled(self, build: Callable[[Rules], T]) -> T:
        """What `build` makes of these rules, built once and kept."""
        if build not in self._compiled:
            self._compiled[build] = build(self)
        return self._compiled[build]  # type: ignore[no-any-return]

    @property
    def sha256(self) -> str:
        """SHA-256 over the names and bytes of all files of the folder, in order of names."""
        return self.compiled(_digest)


def load(folder: Path | str | None = None, gazetteer: Path | str | None = None) -> Rules:
    """The rules of `folder`, or the package's own (shared within the process); `gazetteer` is a
    CSV file with further places (`extract.gazetteer`)."""
    if folder is None and gazetteer is None:
        return _own()
    own = data_path("rules") if folder is None else Path(folder)
    return Rules(own, Path(gazetteer) if gazetteer is not None else None)


@cache
def _own() -> Rules:
    return Rules(data_path("rules"))


def read_rows(path: Path, model: type[M]) -> list[M]:
    """Rows of a CSV file with a header line; errors name file and line."""
    return [row for _, row in numbered_rows(path, model)]


def numbered_rows(path: Path, model: type[M]) -> list[tuple[int, M]]:
    """The same with the line each row ends on, counted from 1, for checks across rows."""
    found = []
    lines = [0]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(_tracked(file, lines)):
                filled = {str(k): v for k, v in row.items() if v not in ("", None)}
                found.append((lines[0], model.model_validate(filled)))
    except ValidationError as error:
        raise RulesError(f"{path}:{lines[0]}: {_explain(error)}") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RulesError(f"{path}:{lines[0] + 1}: not a CSV file in UTF-8: {error}") from error
    return found


def _tracked(file: Iterable[str], at: list[int]) -> Iterator[str]:
    """The lines that are no comments; `at[0]` is the number of the last one given out."""
    for at[0], line in enumerate(file, 1):
        if not line.startswith("#"):
            yield line


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise RulesError(f"{path}: not YAML: {error}") from error


def _validated(path: Path, data: Any, model: type[M]) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise RulesError(f"{path}: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "the file"
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{where}: {first['msg']}{more}"


def _digest(rules: Rules) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in rules.folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(rules.folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    if rules.gazetteer:
        total.update(rules.gazetteer.read_bytes())
    return total.hexdigest()


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose keys are unique and whose dates stay text."""


def _unique(loader: Any, node: Any, deep: bool = False) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(
                None, None, f"{key!r} is there twice", key_node.start_mark
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in known if not tag.endswith(":timestamp")]
    for first, known in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique)
