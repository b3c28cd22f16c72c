# Everything runs from .venv, made on first use; nothing is installed outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: run test check bench format compile clean-compiled compose-test django-test

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $(READY)

run: $(READY)
	$(BIN)/onedsn demo

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make bench OPTIONS="--quick"
bench: $(READY)
	$(BIN)/python -m benchmarks $(OPTIONS)

# Compiles the hot modules in place with mypyc (needs a C compiler); they run as they are without it.
COMPILED := $(shell sed -n 's/^    "\(proxy\/.*\.py\)",$$/\1/p' proxy/compiled.py)
compile: $(READY)
	$(BIN)/mypyc $(COMPILED)

clean-compiled:
	rm -rf build *__mypyc*.so
	find proxy -name '*.so' -delete

# Django's own tests through one DSN; OPTIONS="--engine sqlite basic lookup" for others than multiple_database.
django-test: $(READY)
	$(BIN)/python -m tests.django_suite $(OPTIONS)

compose-test:
	deploy/compose-test
