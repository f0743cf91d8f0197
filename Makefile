# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-slow check lint format standins bench-extractive clean

$(VENV)/.ready: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

demo: $(VENV)/.ready
	$(BIN)/python -m examples.demo

test: $(VENV)/.ready
	$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadgroup

test-slow: $(VENV)/.ready
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

format: $(VENV)/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

standins: $(VENV)/.ready
	$(BIN)/python -m tests.standins.train

bench-extractive: $(VENV)/.ready
	$(BIN)/python -m benchmarks.extractive

clean:
	rm -rf .demo .mypy_cache .ruff_cache .pytest_cache build
