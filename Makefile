# Chores, the same here and in CI. Needs Python 3.11 or later, pip and a package index; nothing is installed outside .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# A Python without ensurepip (Debian's, unless python3-venv is installed) makes environments without pip; its own pip serves them.
PIP = $(shell test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)
# of the ledger that `make bench` makes; a million take half an hour
STATEMENTS ?= 100000
TRAIN = $(BIN)/python training/train.py --data $(DATA)
INSTALL = $(PIP) install --quiet --disable-pip-version-check -c constraints.txt

# Browser tests need it; where it cannot be installed they are skipped, in CI they fail.
CHROMIUM = { test $$(id -u) = 0 && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; }

.PHONY: help demo serve test check format readme eval bench crowd fuzz kill schema train train-judge clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.installed ## read the example articles, put them into a ledger and print where everyone stands and who rowed back
	@$(BIN)/rowback read examples/ua_nato/coale.txt examples/ua_nato/brussels.txt
	@mkdir -p build && rm -f build/demo.db*
	@$(BIN)/rowback --ledger build/demo.db issues import examples/issues.toml
	@$(BIN)/rowback --ledger build/demo.db add examples/ua_nato examples/debt_brake
	@$(BIN)/rowback --ledger build/demo.db board ua_nato
	@$(BIN)/rowback --ledger build/demo.db findings

serve: demo ## open the ledger of the example articles in the browser
	$(BIN)/rowback --ledger build/demo.db serve

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

bench: $(VENV)/.installed ## speed and memory; STATEMENTS=1000000 for a large ledger
	$(BIN)/python bench/speed.py $(if $(DATA),--data $(DATA))
	$(BIN)/python bench/add_share.py
	$(BIN)/python bench/ledger.py --statements $(STATEMENTS)

crowd: $(VENV)/.installed ## let 50 clients read and 5 post at once for a minute; ARGS='--statements 100000' on a large ledger
	$(BIN)/python bench/crowd.py $(ARGS)

fuzz: $(VENV)/.installed-test ## read mutated inputs: no crash, no hang, no broken span
	$(BIN)/python bench/fuzz.py $(ARGS)

kill: $(VENV)/.installed-test ## kill processes that add to a ledger, 60 times at random moments: nothing is lost, nothing is there twice
	ROWBACK_KILLS=60 $(BIN)/python -m pytest -q tests/ledger/test_processes.py $(ARGS)

schema: $(VENV)/.installed-test ## ask the HTTP API all that its OpenAPI document allows, and more: no 5xx, nothing that it does not describe
	$(BIN)/python bench/schema.py $(ARGS)

train: $(VENV)/.installed-training ## train the tagger on DATA=DIR and put it into the package; needs two hours on two idle cores
	@test -n "$(DATA)" || { echo "make train DATA=DIR: DIR is the folder with polnear/ and gum/" >&2; exit 2; }
	$(TRAIN) --out build/tagger/first --epochs 5 --until 1 --rate 3e-4 --own-times 0 --seed 1
	$(TRAIN) --out build/tagger/second --start build/tagger/first/epoch1.pt --epochs 3 --seed 2
	$(TRAIN) --out build/tagger/chain --start build/tagger/second/epoch3.pt --epochs 2 --rate 1.2e-4 --own-times 1 --chain --seed 3
	$(BIN)/python training/average.py build/tagger/epoch-mean.pt build/tagger/second/epoch3.pt=0.3 \
	  build/tagger/chain/epoch1.pt=0.3 build/tagger/chain/epoch2.pt=0.4
	$(BIN)/python training/export.py build/tagger/epoch-mean.pt --data $(DATA)

train-judge: $(VENV)/.installed-training ## train the stance network on DATA=DIR too and put it into the package; a quarter of an hour on a GPU, days on two cores
	@test -n "$(DATA)" || { echo "make train-judge DATA=DIR: DIR is the folder with polnear/" >&2; exit 2; }
	$(BIN)/python training/judge.py --seed 3 --out build/judge/one.pt
	$(BIN)/python training/judge.py --seed 4 --out build/judge/two.pt
	$(BIN)/python training/distil.py --teacher build/judge/one.pt build/judge/two.pt --corpus $(DATA)/polnear/train.jsonl.gz --out build/judge/student.pt
	$(BIN)/python training/export_judge.py build/judge/student.pt

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[test]'
	@command -v chromium >/dev/null || $(CHROMIUM) >/dev/null 2>&1 || echo "browser tests need chromium, which is not installed"
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-training: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) --editable '.[training]'
	@touch $@ $(VENV)/.installed
