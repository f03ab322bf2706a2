# What to do with this checkout. Each target first makes what it needs, from Python 3.11 or newer alone.

VENV := .venv
BIN := $(VENV)/bin
ZEREN := $(BIN)/zeren
RUN := $(VENV)/zeren-run.stamp
DEV := $(VENV)/zeren-dev.stamp
WHEEL := build/wheel
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --no-input
LOCKED := $(PIP_INSTALL) --require-hashes

# The first of these that is new enough makes the environment; `make PYTHON=/path/to/python` chooses.
PYTHON := python3 python3.13 python3.12 python3.11

# What runs against the wheel too: the commands, the pages, the documents and the examples, which read what is packed.
# The others, and pages in a browser, run in the checkout alone, where test_wheel.py proves that every file is packed.
PACKED := $(wildcard tests/test_*.py) tests/commands tests/web tests/queries/test_question_files.py
ONCE := web/test_every_page web/test_description web/test_generations
PYTEST := -m pytest -n auto --dist worksteal

# Tests start hundreds of processes, each of which would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test test-wheel golden lint docs bench fuzz lock vendor

help: ## Say what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r target does; do \
	    printf '  %-16s %s\n' "$$target" "$$does"; done

demo: $(RUN) ## Read the example plans, ask four questions, draw a network, all in .demo/
	@rm -rf .demo
	$(ZEREN) ingest examples/*.txt -w .demo --format table
	$(ZEREN) ask 县财政局牵头哪些任务 -w .demo --format table
	$(ZEREN) ask 青岭县哪些任务没有牵头单位 -w .demo --format table
	$(ZEREN) ask 云泽县哪些指标互相矛盾 -w .demo --format table
	$(ZEREN) ask "which tasks do the county finance bureau and the county audit bureau share" -w .demo --format table
	$(ZEREN) draw 县财政局 -w .demo --output .demo/网络.html
	@echo
	@echo "The drawing: $(CURDIR)/.demo/网络.html (open it in a browser; it needs no network)"
	@echo "The explorer: $(ZEREN) serve -w .demo"

test: $(DEV) ## Run all tests
	$(BIN)/python $(PYTEST)

test-wheel: $(WHEEL)/venv.stamp ## Run the tests of what is packed against the built wheel, away from the checkout
	rm -rf $(WHEEL)/dist $(WHEEL)/away
	$(BIN)/python -m build --wheel --no-isolation --outdir $(WHEEL)/dist > $(WHEEL)/build.log
	$(WHEEL)/venv/bin/python $(PIP_INSTALL) --no-index --no-deps --force-reinstall $(WHEEL)/dist/*.whl
	mkdir $(WHEEL)/away
	cp -R tests examples docs benchmarks *.md LICENSE pyproject.toml $(WHEEL)/away/
	cd $(WHEEL)/away && ../venv/bin/python -c 'import zeren; print(zeren.__file__); assert "/away/" not in zeren.__file__'
	cd $(WHEEL)/away && ../venv/bin/python $(PYTEST) -p no:cacheprovider -m "not wheel and not checkout and not browser" \
	    $(PACKED) $(ONCE:%=--ignore=tests/%.py)

golden: $(DEV) ## Keep what is printed now as the golden screens; read the difference before you commit it
	ZEREN_GOLDEN=renew $(BIN)/pytest -n auto tests/commands
	git diff --stat -- tests/commands/screens

lint: $(DEV) ## Check style, format, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(RUN) ## Make anew what is generated from the ontology and the lexicon; a test fails where it is stale
	$(BIN)/python -m zeren.ontology.function_scheme
	$(BIN)/python -m zeren.ontology.page docs/ontology.html

bench: $(RUN) ## Time the program against what it stands on
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.words

fuzz: $(DEV) ## Feed the readers with damaged files, ten minutes of the processor each (FUZZ="pdf --seconds 60 --seed 2")
	$(BIN)/python -m tests.fuzz $(or $(FUZZ),--seconds 600)

vendor: $(DEV) ## Take the libraries of the explorer's pages anew from their npm packages, and check every file (needs npm)
	$(BIN)/python -m tests.vendor

lock: build/lock/bin/pip-compile ## Renew the pinned dependencies (UPGRADE=--upgrade moves all of them)
	$(PIP_COMPILE) --output-file=requirements/run.txt pyproject.toml
	$(call listed,["build-system"]["requires"]) | \
	    $(PIP_COMPILE) --output-file=requirements/build.txt --constraint=requirements/run.txt -
	{ $(call listed,["build-system"]["requires"]); $(call listed,["dependency-groups"]["dev"]); } | \
	    $(PIP_COMPILE) --all-extras --output-file=requirements/dev.txt --constraint=requirements/run.txt \
	    --constraint=requirements/build.txt pyproject.toml -

PIP_COMPILE := build/lock/bin/pip-compile --quiet $(UPGRADE) --generate-hashes --allow-unsafe --strip-extras \
    --no-build-isolation --no-header --no-annotate --no-emit-options --no-emit-index-url \
    --no-emit-trusted-host --no-emit-find-links
listed = build/lock/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))$(1), sep="\n")'

build/lock/bin/pip-compile:
	@$(call new_venv,build/lock)
	@build/lock/bin/python $(PIP_INSTALL) pip-tools==7.6.2 "hatchling>=1.27"

# Makes a virtual environment in $(1) with the first Python that is new enough, or says what is missing.
define new_venv
for python in $(PYTHON); do \
    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
        echo "making $(1) with $$($$python --version)"; \
        "$$python" -m venv --clear $(1) && exit 0; \
        echo "error: $$python cannot make a virtual environment" >&2; \
        echo "hint: on Debian and Ubuntu, apt-get install python3-venv" >&2; exit 1; \
    fi; \
done; \
echo "error: Zeren needs Python 3.11 or newer; none of these is: $(PYTHON)" >&2; \
echo "hint: install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1
endef

$(BIN)/python:
	@$(call new_venv,$(VENV))

$(RUN): $(BIN)/python requirements/run.txt requirements/build.txt pyproject.toml
	@echo "installing what zeren needs into $(VENV)"
	@$(BIN)/python $(LOCKED) -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements/dev.txt
	@echo "installing what its tests and checks need"
	@$(BIN)/python $(LOCKED) -r requirements/dev.txt
	@touch $@

$(WHEEL)/venv.stamp: $(DEV)
	@rm -rf $(WHEEL)
	@mkdir -p $(WHEEL)
	@$(BIN)/python -m venv $(WHEEL)/venv
	@echo "installing the locked dependencies into $(WHEEL)/venv"
	@$(WHEEL)/venv/bin/python $(LOCKED) -r requirements/dev.txt
	@touch $@
