# Counterpoise. Bare `make` prints what can be made, from the comments behind the targets.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PG ?=
export COUNTERPOISE_POSTGRES_BIN ?= $(if $(PG),/usr/lib/postgresql/$(PG)/bin)

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Counterpoise needs Python 3.11 or newer; set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/ready requirements-dev.txt
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

run: .venv/ready ## start everything here; on the first run play the story; Ctrl-C stops
	@exec $(BIN)/counterpoise run

demo: .venv/ready ## play the story on a throw-away data directory and print its insights
	@exec $(BIN)/counterpoise demo

test: .venv/dev ## run the tests (PG=15: on Debian's PostgreSQL 15)
	@$(BIN)/pytest

check: .venv/dev ## format, lint, types, import contracts, migrations in step with the tables
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/counterpoise check-migrations

problems: .venv/ready ## write PROBLEMS.md from the code
	@$(BIN)/python -m deploy.problems > PROBLEMS.md

faults: .venv/dev ## kill the service and PostgreSQL during ingest, and count what was lost
	@$(BIN)/python -m tests.faults

bench: .venv/dev ## measure ingest, webhooks and an insight, each beside its yardstick
	@$(BIN)/python -m tests.bench

bench-large: .venv/dev ## measure writing and reading with nothing to twenty million events stored; takes minutes
	@$(BIN)/python -m tests.bench.large

bench-goals: .venv/dev ## measure goals with a hundred thousand objectives stored
	@$(BIN)/python -m tests.bench.goals

interop: .venv/dev ## have clients and webhook libraries of npm send and verify, and our ServiceNow rule run (needs node)
	@command -v node >/dev/null && command -v npm >/dev/null || { echo "Node.js is missing, and this cannot be shown without it; on Debian: apt-get install nodejs npm"; exit 1; }
	@cd tests/interop && npm ci --silent --no-audit --no-fund
	@$(BIN)/pytest -m interop tests/interop

lock: .venv/dev ## write the hash-locked requirements again
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra install --extra arrow pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra install --extra arrow --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove the environment and the local data
	@rm -rf .venv .data

.PHONY: help run demo test check problems faults bench bench-large bench-goals interop lock clean
