# Two commands do it all: `make run` and `make test`. `make help` names the rest.
# On Windows, where there is no make, the README has the lines to type.

SHELL  := /bin/sh
PYTHON ?= python3
ARGS   ?=

VENV   := .venv
PY     := $(VENV)/bin/python
HALF   := $(VENV)/.half-made

# The lock constrains what we install and also what builds it. Old versions of pip read
# the first variable for both, new ones read one variable for each.
PIP    := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=requirements.lock \
          PIP_BUILD_CONSTRAINT=requirements.lock $(PY) -m pip install $(if $(CI),--quiet)
# UTF-8 and a run-time folder whatever the machine: Qt warns without them, and the tests
# take a warning for a failure.
TEST    = LC_ALL=C.UTF-8 XDG_RUNTIME_DIR="$$PWD/$(VENV)/runtime"

.PHONY: help run test lint bench soak screenshots messages lock clean python runtime dev
.DEFAULT_GOAL := help

help:
	@echo "make run          open Soleus Timer (with no display: play in this terminal)"
	@echo "                  make run ARGS=\"--help\" passes arguments on"
	@echo "make test         ruff, mypy, import-linter and all tests, offscreen and under Xvfb"
	@echo "make lint         the first three of these"
	@echo "make bench        the benchmarks"
	@echo "make soak         sessions ended and resumed a thousand times, damaged files: for an hour"
	@echo "make screenshots  take the README's pictures and, in build/, all pages in all looks"
	@echo "make messages     collect the texts for translators, compile their translations"
	@echo "make lock         pin the newest versions that fit in requirements.lock"
	@echo "make clean        remove the environment and everything made"
	@echo "PYTHON=python3.12 after any of them chooses the Python (3.11 or newer)"

run: runtime
	@$(PY) -m soleus_timer $(ARGS)

test: dev lint
	@$(TEST) sh tests/side_by_side.sh $(PY)

lint: dev
	@echo "== ruff, mypy, import-linter"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) $(VENV)/bin/lint-imports

bench: dev
	@sh .ci/system-libraries bench
	@$(TEST) $(PY) -m tests.benchmarks $(ARGS)

# A number of chains, from which seed on: SOLEUS_SOAK_CHAINS=200 SOLEUS_SOAK_FIRST=5000.
soak: dev
	@$(TEST) QT_QPA_PLATFORM=offscreen $(PY) -m pytest --no-xvfb tests/soak $(ARGS)

screenshots: dev
	@$(TEST) QT_QPA_PLATFORM=offscreen $(PY) -m assets.screenshots.render $(ARGS)

messages: dev
	@$(PY) -m assets.messages

# --universal: one lock for Linux, Windows and macOS and every Python from 3.11 on. It needs no
# more than an environment: what the old lock holds may no longer fit pyproject.toml.
lock: python
	@test -x $(PY) || "$(PYTHON)" -m venv $(VENV)
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv
	@{ echo "# Written by 'make lock'. The versions that make, the tests and CI use; not a"; \
	   echo "# limit for 'pip install'."; \
	   $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
	      --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml; \
	} > requirements.lock.new || { rm -f requirements.lock.new; exit 1; }
	@mv requirements.lock.new requirements.lock

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .benchmarks requirements.lock.new
	find soleus_timer tests assets -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment -----------------------------------------------------------------
# Two stamps: running needs less than testing. An environment that an interruption left
# half made, or whose Python is gone, is made anew: pip cannot mend every half.

python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no \`$(PYTHON)\` here: Soleus Timer needs Python 3.11 or newer (make PYTHON=... names one)." >&2; exit 1; }
	@if test -e $(HALF) || ! $(PY) -c "" 2>/dev/null; then rm -rf $(VENV); fi
	@test -x $(PY) || "$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "Soleus Timer needs Python 3.11 or newer; \`$(PYTHON)\` is $$("$(PYTHON)" -V) (make PYTHON=... names another)." >&2; exit 1; }

runtime: python
	@PYTHON="$(PYTHON)" sh .ci/system-libraries run
	@$(MAKE) --no-print-directory --silent $(VENV)/.runtime

dev: python
	@PYTHON="$(PYTHON)" sh .ci/system-libraries test
	@$(MAKE) --no-print-directory --silent $(VENV)/.dev

$(VENV)/.runtime: WHAT = .
$(VENV)/.runtime: SIZE = 100
$(VENV)/.dev: WHAT = .[dev]
$(VENV)/.dev: SIZE = 300
$(VENV)/.runtime $(VENV)/.dev: pyproject.toml requirements.lock
	mkdir -p $(VENV)/runtime && chmod 700 $(VENV)/runtime && touch $(HALF)
	test -x $(PY) || "$(PYTHON)" -m venv $(VENV) || { \
		echo "\`$(PYTHON) -m venv\` cannot make an environment here: install Python's venv and pip modules." >&2; exit 1; }
	echo "Installing what Soleus Timer needs into $(VENV) (the first time it downloads some $(SIZE) MB)"
	$(PIP) -e '$(WHAT)'
	rm $(HALF)
	touch $@ $(if $(findstring dev,$@),$(VENV)/.runtime)
