# `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
BIN := .venv/bin
# The first Python that is new enough; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
HAS_PYTHON = test -n "$(PYTHON)" || \
	{ echo "thidua needs Python 3.11 or later; install it, or name one: make PYTHON=…" >&2; exit 1; }
PACKAGES := $(patsubst %/__init__.py,-p thidua.%,$(wildcard */__init__.py))
MODULES := $(patsubst %.py,-m thidua.%,$(filter-out __init__.py,$(wildcard *.py))) -m thidua.dev.neo4j

.PHONY: help install run test lint bench score sentence-transformers chat-model neo4j neo4j-stop clean
.DEFAULT_GOAL := help

help:  ## what each target does
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' Makefile

install: .venv/installed  ## the virtual environment with everything a user needs

run: install  ## the screen, on the embedded store; prints its address
	$(BIN)/thidua $(ARGS)

test: .venv/installed-test  ## all tests; ARGS="-k name" for some
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/installed-test  ## style and types
	$(BIN)/ruff check .
	mkdir -p .venv/types && ln -sfn "$(CURDIR)" .venv/types/thidua
	MYPYPATH=.venv/types $(BIN)/mypy $(PACKAGES) $(MODULES)

sentence-transformers: .venv/installed-models  ## other embedding models, and one to try (6 GB); then `make test` tests them too

bench: install  ## speed, size and accuracy, measured here
	$(BIN)/python -m thidua.bench $(ARGS)

score: .venv/installed-test  ## how right extraction and answers are, by language and kind; ARGS="--vectors", "--misses", a folder
	$(BIN)/python -m thidua.bench.accuracy
	$(BIN)/python -m thidua.bench.answers $(ARGS)

chat-model: .venv/installed-test  ## a small chat model for the tests and `bench proposals`, with what runs it (0.5 GB)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[test-chat]'

neo4j:  ## a Neo4j server on this machine, fetched and started; eval "$(make -s neo4j)" makes thidua use it
	@$(HAS_PYTHON)
	@$(PYTHON) dev/neo4j.py start $(ARGS)

neo4j-stop:  ## stop it; its data stay in .neo4j
	@$(HAS_PYTHON)
	@$(PYTHON) dev/neo4j.py stop $(ARGS)

clean:  ## remove the virtual environment and what tools leave behind
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(HAS_PYTHON)
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }

# Done once, and again when pyproject.toml changes.
.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable .
	@touch $@

.venv/installed-test: .venv/installed
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[test]'
	@touch $@

.venv/installed-models: .venv/installed
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --editable '.[sentence-transformers,test-models]'
	@touch $@
