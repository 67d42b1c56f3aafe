# Two commands do all the set-up: `make report` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all report test test-all mutations deep browser lint types docs walk clients bench clean

all: lint types test docs

# The stamps hold what is installed, so that a second run costs nothing.
$(VENV)/.package: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.test: $(VENV)/.package Makefile
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[page,colour,serve,import]" "pytest>=8" "hypothesis>=6.100" "import-linter>=2.1" "jsonschema>=4.20" "markdown-it-py>=3" "numpy>=1.26"
	touch $@

$(VENV)/.lint: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "ruff>=0.9" "mypy>=1.13" "types-PyYAML>=6.0" "types-waitress>=3.0"
	touch $@

# Bytecode is written even where the environment forbids it: without it every start compiles the sources anew.
report: $(VENV)/.package
	@mkdir -p build
	@$(BIN)/python -m compileall -q src
	@$(BIN)/timeline report events.yaml
	@$(BIN)/timeline export events.yaml -o build/events.ics

test: $(VENV)/.test
	$(BIN)/python -m pytest -q

# Groups that need a browser, calendar clients or a solver join here; they install what they need.
test-all: $(VENV)/.solver test mutations deep browser lint types docs walk clients

# Ten thousand spoilt copies of the example, where `make test` tries some hundreds.
mutations: $(VENV)/.test
	$(BIN)/python -m pytest -q tests/test_hostile.py --mutations 10000

# Hard cases at full size; many more drawn cases of what is small; and random dossiers of all that a file can say, held
# against trying all days and, fewer since that takes longer, against the laws.
deep: $(VENV)/.test
	$(BIN)/python -m pytest -q tests/test_traps.py --full-size
	$(BIN)/python -m pytest -q tests -m drawn --full-size
	$(BIN)/python -m pytest -q tests/properties/test_oracle.py --dossiers 3000
	$(BIN)/python -m pytest -q tests/properties/test_drawn_laws.py --dossiers 500

# The page in Debian's Chromium, with axe-core; where no browser can be had, that is said and the rest goes on.
browser: $(VENV)/.browser
	@if test -x $${CHROMIUM:-/usr/bin/chromium}; then $(BIN)/python -m pytest -q tests/browse.py; \
	else echo "skipped: the page in a browser (there is no $${CHROMIUM:-/usr/bin/chromium}, and apt-get could not install it)"; fi

$(VENV)/.browser: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "playwright>=1.50" "pypdfium2>=4.30"
	mkdir -p build
	npm install --prefix build --no-audit --no-fund --silent axe-core@4 vis-timeline@8 vis-data@8 || \
	echo "skipped: axe-core and vis-timeline (npm could not install them)"
	test -x $${CHROMIUM:-/usr/bin/chromium} || (apt-get update -qq && apt-get install -y -qq chromium) || true
	touch $@

# An independent solver, to check the reasoning against.
$(VENV)/.solver: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "ortools>=9.10"
	touch $@

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.lint
	$(BIN)/mypy

$(VENV)/.docs: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "sphinx>=8" "myst-parser>=4" "furo>=2024.8"
	touch $@

# Every page is read anew, since pages take in what the program says of itself.
docs: $(VENV)/.docs
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --fresh-env docs build/docs

# The tutorial followed in a clean clone, with a calendar server and a client of its own.
walk: $(VENV)/.test
	$(BIN)/python -m pytest -q tests/walk.py

# Six libraries, khal and a Radicale server read our calendars; what cannot be installed is skipped and said so.
clients: $(VENV)/.test
	$(BIN)/python tests/clients/check.py

bench: $(VENV)/.test
	$(BIN)/python -m bench

clean:
	rm -rf build $(VENV)
