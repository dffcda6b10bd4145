"""The rules folder: read once, each file checked by the model of whoever asks for it.

Knowledge lives in `rules/`; this module only opens it. A finder asks for a file with the pydantic
model it must fit, and keeps what it compiles from it in `Rules.compiled`, so that nothing is
global and two rule folders can be loaded side by side.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
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
    """One rules folder."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise RulesError(f"{folder}: no such rules folder; give one with --rules")
        self.folder = folder
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
        try:
            data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
            return model.model_validate(data)
        except yaml.YAMLError as error:
            raise RulesError(f"{path}: not YAML: {error}") from error
        except ValidationError as error:
            raise RulesError(f"{path}: {_explain(error)}") from error

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


def load(folder: Path | str | None = None) -> Rules:
    """The rules of `folder`, or the package's own (shared within the process)."""
    return _own() if folder is None else Rules(Path(folder))


@cache
def _own() -> Rules:
    return Rules(data_path("rules"))


def read_rows(path: Path, model: type[M]) -> list[M]:
    """Rows of a CSV file with a header line; errors name file and line."""
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbered = ((n, line) for n, line in enumerate(file, 1) if not line.startswith("#"))
        lines: list[int] = []

        def tracked() -> Any:
            for n, line in numbered:
                lines.append(n)
                yield line

        for row in csv.DictReader(tracked()):
            try:
                found.append(model.model_validate({k: v for k, v in row.items() if v != ""}))
            except ValidationError as error:
                raise RulesError(f"{path}:{lines[-1]}: {_explain(error)}") from error
    return found


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
    return total.hexdigest()


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML whose keys are unique and whose plain scalars stay text where a reader expects text."""


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


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique)
