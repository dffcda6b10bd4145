# Two commands do everything on a machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test floors check format schemas model readme clean

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

# The environment is made again when the list of dependencies changes, and only then.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xianzhi needs Python 3.11 or later; give one with: make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)  ## extract the sample corpus and say where the run folder is
	$(BIN)/xianzhi extract corpus -o output/demo; status=$$?; test $$status -le 1

test: $(STAMP)  ## all tests
	$(BIN)/python -m pytest -n auto

floors: $(STAMP)  ## raise the floors of tests/baseline.json to what is measured
	$(BIN)/python tests/goldset.py --update

check: $(STAMP)  ## style, types, layers, and the schemas against the models
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)  ## put style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(STAMP)  ## write schemas/ again from the record models
	$(BIN)/python -m extract.schemas schemas

DATA ?= ../shared
model: $(STAMP)  ## train the recogniser of firms again; DATA holds data/cluener and news
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[model]'
	$(BIN)/python train/train.py --data $(DATA)

readme: $(STAMP)  ## write the READMEs' example output again
	$(BIN)/python tools/refresh_readme.py

clean:  ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist
