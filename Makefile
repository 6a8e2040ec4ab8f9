# make run      the page on http://127.0.0.1:7860 (PORT=… for another port)
# make test     everything that CI runs: format, lint, types, all tests, those in a browser included
# make check    the quick part of it, offline
# make harden   what the page has to stand: hostile files, full disks, crowds, kills; a table at its end and in docs/hardening.md
# make axe      what axe-core finds on every tab and view in every theme, width and language; `make test` sees each of these once
# make scale    several machines (two of Ray's on this one) and several processes, in an environment of its own: .venv-scale
# make bench    the measurements (SST=…/dev.tsv for those that need sentences)
# make space    puts the app on a Space: SPACE=OWNER/NAME, after `.venv/bin/hf auth login`
# make deploy   what a Space does with it, here: a new environment with requirements.txt alone, in which the page answers
#
# Each makes .venv and installs what it needs; a stamp in .venv makes the second time short. PYTHON=… names the interpreter
# to make .venv with; unless given, the first of these that runs (pyenv leaves names that do not), is 3.11 to 3.14, and can
# make an environment. A newer one comes last: the pinned packages may not be built for it yet.

PORT ?= 7860
CANDIDATES = python3 python3.13 python3.12 python3.11 python3.14 python
USABLE = import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, int(sys.argv[1])))
PYTHON ?= $(shell for newest in 13 14; do for name in $(CANDIDATES); do \
	$$name -c '$(USABLE)' $$newest >/dev/null 2>&1 && { echo $$name; exit; }; done; done)

VENV = .venv/bin/python -m
TESTS = $(VENV) pytest --quiet --numprocesses 2 --dist loadfile

# Bytecode is kept wherever make runs something: the tests start hundreds of processes, each of which would compile all.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check harden axe scale bench style space deploy

run: .venv/installed
	GRADIO_SERVER_PORT=$(PORT) .venv/bin/python app.py

test: style .venv/browser .venv/nginx .venv-olah/installed
	@echo "== tests without a browser, two at a time"
	@$(TESTS) -m "not gpu and not browser and not deploy and not harden and not scale" --ignore tests/browser
	@echo "== tests in a browser, two at a time; one that fails is run once more and named"
	@$(TESTS) -m "browser and not axe" --reruns 1 -rR tests/browser

check: style
	@echo "== quick tests, two at a time"
	@$(TESTS) -m "not browser and not slow and not gpu and not deploy and not harden and not scale" --ignore tests/browser

harden: .venv/browser .venv/nginx .venv-olah/installed
	$(VENV) tests.hardening

axe: .venv/browser
	$(VENV) pytest -m axe tests/browser

scale: .venv-scale/installed
	@echo "== with Ray and pyarrow: clusters, Parquet, and files as without them"
	@.venv-scale/bin/python -m pytest --quiet tests/scale tests/data

bench: .venv/installed-tests
	$(VENV) tests.bench $(if $(SST),--sst '$(SST)')

# What is left out is what .gitignore lists, and nothing else.
space: .venv/installed
	@test -n "$(SPACE)" || { echo 'Say where to: make space SPACE=OWNER/NAME'; exit 1; }
	.venv/bin/hf upload $(SPACE) . --repo-type space $(shell sed -n "s|^[^\#].*|--exclude='*&*'|p" .gitignore)

deploy: .venv/installed-tests
	$(VENV) pytest -m deploy

style: .venv/installed-tests
	@echo "== format"
	@$(VENV) ruff format --check .
	@echo "== lint"
	@$(VENV) ruff check .
	@echo "== types (the first time takes a minute, later only what has changed)"
	@$(VENV) mypy

.venv/installed: requirements.txt
	@$(VENV) pip --version >/dev/null 2>&1 || { python='$(PYTHON)'; \
		test -n "$$python" || { echo 'No Python from 3.11 to 3.14 with venv was found. Install one, or name it: make PYTHON=…'; exit 1; }; \
		"$$python" -m venv --clear .venv; }
	@echo "== installing what the page needs into .venv"
	@$(VENV) pip install --quiet --requirement requirements.txt
	@touch $@

.venv/installed-tests: .venv/installed requirements-dev.txt
	@echo "== installing what the tests need into .venv"
	@$(VENV) pip install --quiet --requirement requirements-dev.txt
	@touch $@

# A Hub on this machine, for the tests of pulling. It needs other packages than the page: an environment of its own.
.venv-olah/installed: requirements-olah.txt | .venv/installed
	@echo "== installing a Hub for the tests into .venv-olah"
	@$(VENV) venv --clear .venv-olah
	@.venv-olah/bin/python -m pip install --quiet --requirement requirements-olah.txt
	@touch $@

# Ray and pyarrow, which the page goes without: with pyarrow pandas stores strings otherwise.
.venv-scale/installed: requirements.txt requirements-dev.txt requirements-scale.txt requirements-ray.txt | .venv/installed
	@echo "== installing Ray and what the tests need into .venv-scale"
	@$(VENV) venv --clear .venv-scale
	@.venv-scale/bin/python -m pip install --quiet --requirement requirements-dev.txt --requirement requirements-ray.txt
	@touch $@

.venv/browser: .venv/installed-tests tests/browser/install.py
	@echo "== looking for a browser, or installing one"
	@$(VENV) tests.browser.install
	@touch $@

# A server in front of the page, for the test of a path below it; without one that test is left out.
.venv/nginx: .venv/installed-tests tests/hardening/nginx.py
	@echo "== looking for nginx, or installing it"
	@$(VENV) tests.hardening.nginx
	@touch $@
