# What developers and CI run. `make` or `make help` lists it.
#
#   make setup check test     before a change is handed over
#   make docs                 after a change of a declaration, a sentence, a command, an error, a button

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python
# `.ci/run` puts the Open XML SDK's validator there; without it the tests that need it say so.
export XHG_OOXML_VALIDATOR ?= $(CURDIR)/.ci/tools/node_modules/.bin/ooxml-validator
# Kingsoft's typings and TypeScript, with which the add-in for WPS is checked and clicked.
export XHG_NODE_MODULES ?= $(CURDIR)/.ci/tools/node_modules

.PHONY: help setup locked demo check test explore slow slow-files slow-office windows docs bench lock sbom

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: locked ## make .venv from the lock file, the program in it editable
	$(RUN) -m pip install --quiet --no-deps --editable .

locked: # every dependency at the version and with the hash of requirements.lock
	test -x $(RUN) || $(PYTHON) -m venv .venv
	$(RUN) -m pip install --quiet --require-hashes --requirement requirements.lock

demo: ## rehearse, validate, merge and count quotas in a new folder
	$(BIN)/xhg demo

check: ## style, import contracts, unused and repeated code, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@# Nothing is unused but members of our engines, which xlwings and UNO call by name. 3: something was found.
	mkdir -p build && { $(BIN)/vulture >build/unused.txt || [ $$? = 3 ]; }
	! grep -v -e '/calc/' -e '/wps/engine/' build/unused.txt
	$(BIN)/jscpd src addin docs benchmarks --format python --min-lines 6 --min-tokens 60 --exit-code 1 --fail-on-empty --no-colors
	$(BIN)/mypy

test: ## the tests that need nothing but Python
	$(RUN) -m pytest -n auto --dist loadfile

explore: ## the property tests with new examples, many more of them than at a usual run
	XHG_HYPOTHESIS=explore $(RUN) -m pytest -n auto --dist loadfile $$(grep -rl '@given' tests --include='*.py')

slow: slow-files slow-office ## the tests that need LibreOffice, the validator, or minutes

slow-files:
	$(RUN) -m pytest -m slow -n 2 --dist loadgroup --ignore=tests/calc --ignore=tests/window

slow-office:
	.ci/office

windows: ## the tests on Windows' own Python, under Wine
	.ci/windows test

docs: ## generated pages, blank templates, add-ins
	$(RUN) docs/make_pages.py
	$(BIN)/xhg template --out workbook_templates
	$(RUN) addin/build.py
	$(RUN) addin/calc/build.py
	$(RUN) addin/wps/build.py

bench: ## what reading, merging and starting cost; writes benchmarks/results.md
	$(RUN) benchmarks/run.py
	$(RUN) benchmarks/startup.py

lock: ## resolve requirements.lock anew (needs uv and a package index)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade --quiet \
	  --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.lock

sbom: ## build/sbom.cdx.json (CycloneDX) and build/licences.md of what is installed with the program
	$(RUN) docs/make_sbom.py build
