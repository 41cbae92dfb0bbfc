# Chores, the same here and in CI. Needs Python 3.11 or later, pip and a package index; nothing is installed outside .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# A Python without ensurepip (Debian's, unless python3-venv is installed) makes environments without pip; its own pip serves them.
PIP = $(shell test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)
INSTALL = $(PIP) install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help demo test check format readme eval bench fuzz train clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.installed ## read the example articles and print who said what
	@$(BIN)/rowback read examples/ua_nato/coale.txt examples/ua_nato/brussels.txt

test: $(VENV)/.installed-test ## run all tests
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.installed-test ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/.installed-test ## format the code and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

readme: $(VENV)/.installed ## write the transcripts in README.md anew
	$(BIN)/python docs/transcript.py

eval: $(VENV)/.installed ## quality on tests/gold and, with DATA=DIR, on corpora
	$(BIN)/python bench/quality_gate.py $(if $(DATA),--data $(DATA))

bench: $(VENV)/.installed ## speed and memory
	$(BIN)/python bench/speed.py $(if $(DATA),--data $(DATA))

fuzz: $(VENV)/.installed-test ## read mutated inputs: no crash, no hang, no broken span
	$(BIN)/python bench/fuzz.py $(ARGS)

train: $(VENV)/.installed-training ## train the tagger on DATA=DIR; needs hours and the training extra
	@test -n "$(DATA)" || { echo "make train DATA=DIR: DIR is the folder with polnear/ and gum/" >&2; exit 2; }
	$(BIN)/python training/train.py --data $(DATA) --out build/tagger $(ARGS)

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-training: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[training]'
	@touch $@ $(VENV)/.installed
