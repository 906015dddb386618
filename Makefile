# Balaikota: what you do every day. `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := list
# Compiled modules are kept: every later start is twice as quick.
unexport PYTHONDONTWRITEBYTECODE
PY := .venv/bin/python
PORT ?= 8000
HOST ?= 127.0.0.1
T ?=
WHO ?=
NAME ?=

.PHONY: list start be fix check test services room lock bench wheel messages doctor clean

list: ## lists these
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

run-env:
	@tools/setup.sh run

dev-env:
	@tools/setup.sh all

start: run-env ## installs, prepares PostgreSQL, fills the demo city, runs web and worker (PORT=8000)
	@exec .venv/bin/balaikota start --host $(HOST) --port $(PORT)

be: run-env ## prints a link that signs you in as one of the cast: make be WHO=anwar
	@BALAIKOTA_ADDRESS=$${BALAIKOTA_ADDRESS:-http://$(HOST):$(PORT)} .venv/bin/balaikota be $(or $(WHO),sari)

services: run-env ## loads services/*.toml as new editions
	@.venv/bin/balaikota services

doctor: run-env ## says what is missing or wrong, one line each with the mend
	@.venv/bin/balaikota doctor

fix: dev-env ## formats Python and templates
	@.venv/bin/ruff check -q --fix src tests tools bench deploy; .venv/bin/ruff format -q src tests tools bench deploy

check: dev-env ## lint, types, contracts, house tests, missing migrations or translations
	@tools/check.sh

test: dev-env ## everything, in parallel; one room or folder: make test T=civil, T=journeys
	@tools/test.sh $(T)

room: dev-env ## lays out a new room: make room NAME=parking
	@$(PY) tools/room.py $(NAME)

messages: dev-env ## collects the sentences for translation
	@$(PY) tools/messages.py update && $(PY) tools/messages.py compile

lock: dev-env ## writes requirements.lock anew from pyproject.toml
	@$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev \
	  pyproject.toml -o requirements.lock --custom-compile-command "make lock"

bench: dev-env ## measures all in short forms in 40 minutes, into docs/bench.md; NAME=cases one, whole; see bench/README.md
	@$(PY) -m bench$(if $(NAME),.$(NAME))

wheel: dev-env ## builds dist/balaikota-*.whl
	@$(PY) -m uv build -q --wheel --out-dir dist && ls dist

clean: ## removes .venv and build results; the city's data stays
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
