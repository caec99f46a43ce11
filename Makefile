# make run    serve the tracker on http://127.0.0.1:8000 (HOST, PORT, SAMPLE_DATA, DATABASE_URL)
# make test   run the tests (ARGS="-k search" chooses some)
# make check  what else has to hold: format, lint, types, migrations, schema, licenses
# make bench  measure it (ARGS="import writing" chooses some parts); see benchmarks/README.md
# make lock   write the lock files anew from pyproject.toml (UPGRADE=--upgrade for newer releases)

SHELL := /bin/sh
.NOTPARALLEL:
.PHONY: run test check bench lock format environment environment-dev python

WORKERS ?= 2
SAMPLE_DATA ?= yes
# Set to nothing counts as not set.
AT_HOST = $(or $(strip $(HOST)),127.0.0.1)
AT_PORT = $(or $(strip $(PORT)),8000)
PY := .venv/bin/python
# The first Python on this machine that is new enough.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(UPGRADE)
# Settings as in production, for the checks that depend on them.
PRODUCTION = SAMPLE_DATA=no DEBUG=no HTTPS=yes ALLOWED_HOSTS=tracker.example.org \
	SECRET_KEY=only-for-the-check-8b1f0c2d9e7a4653b0f1c2d3e4a5968778695a4b3c2d1e0f

run: export SAMPLE_DATA := $(SAMPLE_DATA)
# A worker that gets Ctrl-C from the terminal and a stop from its parent at once may wait for ever:
# hence the limit of one second.
run: environment
	@$(PY) manage.py prepare --address "$(AT_HOST):$(AT_PORT)"
	@exec $(PY) -m granian --interface wsgi --no-ws --host "$(AT_HOST)" --port "$(AT_PORT)" \
		--workers "$(WORKERS)" --blocking-threads 4 --log-level error --workers-kill-timeout 1 \
		occme.wsgi:application

test: environment-dev
	@$(PY) scripts/run_tests.py $(ARGS)

check: export SAMPLE_DATA = yes
check: environment-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m piplicenses > /dev/null && echo "All licenses are on the list in pyproject.toml."

format: environment-dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: environment
	@$(PY) -m benchmarks $(ARGS)

lock: environment-dev
	$(PY) -m $(COMPILE) --extra dev --output-file requirements-dev.txt
	$(PY) -m $(COMPILE) --constraint requirements-dev.txt --output-file requirements.txt

environment: python
	@$(PYTHON) scripts/environment.py requirements.txt

environment-dev: python
	@$(PYTHON) scripts/environment.py requirements.txt requirements-dev.txt

python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer with venv, as python3 or" \
		"python3.11, python3.12, …; found: $$(python3 --version 2>&1 || true)"; exit 1; }
