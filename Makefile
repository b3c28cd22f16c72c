# Everything runs from .venv, made on first use; nothing is installed outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
RUNS := $(VENV)/runs
COMPILES := $(VENV)/compiles
COPY := build/compiled
COMPILED := $(shell sed -n 's/^    "\(proxy\/.*\.py\)",$$/\1/p' proxy/compiled.py)

.PHONY: run compiled test test-compiled check bench format compile clean-compiled compose-test django-test soak

# What the tests need, and with it everything else.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $(READY) $(RUNS) $(COMPILES)

# What running needs.
$(RUNS): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $(RUNS)

# What compiling needs.
$(COMPILES): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[compile]'
	@touch $(COMPILES) $(RUNS)

# A copy with the hot modules compiled, where there is a C compiler; made anew only when one of them has changed.
$(COPY)/ready: $(COMPILED) setup.py pyproject.toml | $(COMPILES)
	@rm -rf $(COPY) && mkdir -p $(COPY)
	@tar cf - --exclude='*.so' proxy setup.py pyproject.toml README.md LICENSE | tar xf - -C $(COPY)
	cd $(COPY) && ../../$(BIN)/python setup.py --quiet build_ext --inplace
	@touch $@

# The demo waits for no compiler: it runs as it is, and compiled where the hot modules are (make compiled).
run: $(RUNS)
	@if $(MAKE) --silent --question $(COPY)/ready; then \
	  tar cf - --exclude='*.so' proxy | tar xf - -C $(COPY); export PYTHONPATH=$(CURDIR)/$(COPY); fi; \
	exec $(BIN)/onedsn demo

compiled: $(COPY)/ready

test: $(READY)
	$(BIN)/pytest $(OPTIONS)

# The same tests over the compiled copy. ONEDSN_COMPILE=yes: without a compiler this fails, and does not pretend.
test-compiled: export ONEDSN_COMPILE := yes
test-compiled: $(READY) $(COPY)/ready
	@tar cf - --exclude='*.so' --exclude=./build --exclude=./.git --exclude=./.venv . | tar xf - -C $(COPY)
	cd $(COPY) && PYTHONPATH=$(CURDIR)/$(COPY) ../../$(BIN)/python -c \
	  'from proxy.compiled import is_compiled; assert is_compiled(), "the copy is not compiled"'
	cd $(COPY) && PYTHONPATH=$(CURDIR)/$(COPY) ../../$(BIN)/python -m pytest $(OPTIONS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make bench OPTIONS="--quick"; what is measured is compiled where there is a C compiler
bench: $(READY) $(COPY)/ready
	@tar cf - --exclude='*.so' proxy | tar xf - -C $(COPY)
	@PYTHONPATH=$(CURDIR)/$(COPY) $(BIN)/python -m benchmarks $(OPTIONS)

# Thousands of sessions over a few lanes, two minutes; OPTIONS="--sessions 500 --seconds 30"
soak: $(READY)
	$(BIN)/python -m tests.soak $(OPTIONS)

# Django's own tests through one DSN; OPTIONS="--engine sqlite basic lookup" for others than multiple_database.
django-test: $(READY)
	$(BIN)/python -m tests.django_suite $(OPTIONS)

# In place, for measuring: from then on edits of the hot modules have no effect, until clean-compiled.
compile: $(READY)
	$(BIN)/python setup.py --quiet build_ext --inplace

clean-compiled:
	rm -rf build *__mypyc*.so
	find proxy -name '*.so' -delete

compose-test:
	deploy/compose-test
