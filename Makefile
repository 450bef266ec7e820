# make run        the product in demonstration mode: installs what it needs, starts, prints the address and who can sign in
# make test       everything that a person waits for, browser stories included
# Everything is made in .venv; system packages are installed when that is allowed, else the one command is printed.
VENV := .venv
PY := $(VENV)/bin/python
SHELL := /bin/bash

.PHONY: run test test-all lint format bench demo-reset screenshots clean

run: $(VENV)/ready
	@.ci/system-packages tesseract
	@$(PY) -m ap_engine serve

test: $(VENV)/ready-to-test
	@.ci/system-packages tesseract chromium
	@$(PY) -m pytest -n 2 --dist loadfile -m "not slow" $(ARGS)

test-all: $(VENV)/ready-to-test
	@.ci/system-packages tesseract chromium
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/ready-to-test
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

format: $(VENV)/ready-to-test
	@$(VENV)/bin/ruff check --fix -q . ; $(VENV)/bin/ruff format .

bench: $(VENV)/ready-to-test
	@$(PY) -m tests.bench $(ARGS)

demo-reset: $(VENV)/ready
	@$(PY) -m ap_engine demo --reset

screenshots: $(VENV)/ready-to-test
	@.ci/system-packages tesseract chromium
	@$(PY) -m tests.browser.screenshots

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed."; exit 1; }
	@python3 -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); .ci/system-packages venv; python3 -m venv $(VENV); }

$(VENV)/ready: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the product needs (once)…"
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/ready-to-test: tests/requirements.txt $(VENV)/ready
	@$(PY) -m pip install -q --disable-pip-version-check -r tests/requirements.txt
	@touch $@
