# Beleg: set up, start, check. `make` alone says what there is.
# The work of installing is in .ci/install; every version comes from .ci/lock.txt.

# local, or none: leaves the packages of the local language model (1.1 GB) out.
LLM := local
# Where the page is served. Another HOST than this opens it to the network.
HOST := 127.0.0.1
PORT := 7860

# What `make bench` measures: the sample articles once, unless told (tests/bench/__main__.py).
BENCH := --rounds 3

# The resolver that makes the lock for every system and Python at once.
UV := uv==0.13.9

extras_local := local-llm
model_none := BELEG_MODEL=$${BELEG_MODEL:-none}

ifeq ($(filter local none,$(LLM)),)
$(error LLM=$(LLM): say LLM=local or LLM=none)
endif

.PHONY: help chat test lint bench screenshots lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1  \t/p' Makefile
	@echo "  make chat LLM=none PORT=8000   without the local language model, on another port"

chat: ## install what is missing, then open the chat page on http://127.0.0.1:7860
	@bash .ci/install $(extras_$(LLM))
	@echo "Starting Beleg on http://$(HOST):$(PORT)  (Ctrl-C stops it)"
	@$(model_$(LLM)) exec .venv/bin/beleg serve --samples --host $(HOST) --port $(PORT)

test: ## install what the tests need (Chromium too), then lint and test
	@bash .ci/install local-llm dev
	@bash .ci/browser
	@$(MAKE) --no-print-directory lint
	.venv/bin/python -m pytest --doctest-modules qa corpus page  # the examples in docstrings
	.venv/bin/python -m pytest -m "not alone" --numprocesses auto --maxprocesses 4 --dist loadfile
	.venv/bin/python -m pytest -m alone

lint: ## ruff and mypy
	@bash .ci/install local-llm dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/python -m mypy

bench: ## measure Beleg beside what people would use instead (in build/bench, 2 GB)
	@bash .ci/install local-llm dev
	@test -e build/bench/ready || python3 -m venv build/bench/peers
	@test -e build/bench/ready || build/bench/peers/bin/python -m pip install --quiet -r tests/bench/requirements.txt
	@touch build/bench/ready
	.venv/bin/python -m tests.bench $(BENCH)

screenshots: ## take the pictures of the README anew (tests/pictures)
	@bash .ci/install local-llm dev
	.venv/bin/python tests/screenshots.py

# Direct dependencies are in pyproject.toml; this pins them and all that they bring, each to its
# newest version that fits. Run it, then `make test`, then commit the lock.
lock: ## pin the newest versions that fit, in .ci/lock.txt
	python3 -m venv build/lock
	build/lock/bin/python -m pip install --quiet $(UV)
	printf 'pip\nsetuptools\n' | build/lock/bin/uv pip compile pyproject.toml - \
	    --extra local-llm --extra dev --universal --python-version 3.11 --upgrade \
	    --fork-strategy fewest --no-python-downloads --no-header --annotation-style line \
	    --output-file build/lock.txt --quiet
	sed -n '/^#/p;/^[^#]/q' .ci/lock.txt > build/header.txt
	cat build/header.txt build/lock.txt > .ci/lock.txt

clean: ## remove .venv and caches; articles and settings stay
	rm -rf .venv build dist ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find app.py corpus page qa tests -name __pycache__ -type d -prune -exec rm -rf {} +
