# `make help` lists the commands. PORT, RELATIVE and DEBUG mean what they mean in Pelican's quickstart.

PY ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
CLAIMS := $(PYTHON) -m claims
PORT ?= 8000
BIND ?= 127.0.0.1
export PYTHONPATH := plugins

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html check devserver serve publish translations new-site clean \
  test test-browser golden examples fields wheel bench lint lock

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1: \2/p' Makefile

html: $(VENV)/ready ## check the file and build the site into output/; RELATIVE=1 for opening it from disk
	@$(CLAIMS) build $(if $(filter-out 0,$(RELATIVE)),--relative) $(if $(filter-out 0,$(DEBUG)),--debug)

check: $(VENV)/ready ## find mistakes in data/claims.yaml and in prose pages, without a build; STRICT=1 shows each warning
	@$(CLAIMS) check $(if $(filter-out 0,$(STRICT)),--strict)

devserver: $(VENV)/ready ## show the site, and each change as you save it; BIND=0.0.0.0 for a phone in the same network too
	@$(CLAIMS) dev --bind $(BIND) --port $(PORT)

serve: $(VENV)/ready ## show output/ on http://localhost:8000; PORT=8080 for another port
	@$(CLAIMS) serve --bind $(BIND) --port $(PORT)

publish: $(VENV)/ready ## check the file and build for readers, as in SITEURL=https://example.org make publish
	@$(CLAIMS) publish $(if $(filter-out 0,$(DEBUG)),--debug)

translations: $(VENV)/ready ## bring translations up to date, and say what is stale or missing; ADD=fi begins a language
	@$(PYTHON) -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --keyword N_ --keyword plural:1,2 \
	  --omit-header --add-location file --sort-by-file --output-file theme/translations/claims.pot .
	@$(CLAIMS) translations --folder theme/translations $(if $(ADD),--add "$(ADD)")

new-site: $(VENV)/ready ## make a site of your own, as in TO=../my-site
	@$(CLAIMS) new site "$(TO)"

clean: ## remove what was built; the set-up stays
	rm -rf output .output.* .build dist .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# For those who work on the package

in_parallel := --numprocesses auto --maxprocesses 4 --dist worksteal

test: $(VENV)/with-dev ## run the tests that need no browser, or some of them, as in TESTS=tests/model
	@$(PYTHON) -m pytest $(in_parallel) -m "not browser" --ignore=tests/browser $(TESTS)

test-browser: $(VENV)/with-dev ## run the tests that need a browser
	@$(PYTHON) -m pytest $(in_parallel) tests/browser

golden: $(VENV)/with-dev ## write tests/golden and tests/features/expected anew, to be read in git diff and committed alone
	@UPDATE_GOLDEN=1 $(PYTHON) -m pytest --quiet tests/test_golden.py tests/features/test_data_files.py tests/features/test_jsonld.py

examples: $(VENV)/with-dev ## write what each file in tests/examples prints anew, to be read in git diff
	@UPDATE_EXAMPLES=1 $(PYTHON) -m pytest --quiet tests/checks/test_examples.py

fields: $(VENV)/ready ## write data/FIELDS.md anew, from what the model says of each field
	@$(PYTHON) -m claims.tools.field_tables

wheel: $(VENV)/ready ## make the package, dist/pelican_claims-….whl
	@$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

bench: $(VENV)/ready ## time a check and a build of this site, and of one with a thousand claims
	@$(PYTHON) tests/benchmark.py

lint: $(VENV)/with-dev ## check the code's style and types, and the workflows of .github
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline --pedantic .github starter/.github/workflows/publish.yml

lock: $(VENV)/with-dev ## write the lock files anew from pyproject.toml
	@$(compile) --output-file requirements.txt
	@$(compile) --group dev --constraint requirements.txt $(without_site) --output-file requirements-dev.txt

compile = $(PYTHON) -m uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml
without_site = $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.txt)

# The set-up: a virtual environment with what the lock files say, to the byte. One that an older Python made is made anew.

$(VENV)/ready: requirements.txt
	@$(find_python)
	@echo "Setting up $(VENV), which takes half a minute ..."
	@$(install)
	@touch $@

$(VENV)/with-dev: requirements-dev.txt $(VENV)/ready
	@echo "Adding what $< names ..."
	@$(install)
	@touch $@

new_enough = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null

find_python = $(PYTHON) $(new_enough) || { $(PY) $(new_enough) || { \
  echo "$(PY) is not Python 3.11 or newer ($$($(PY) --version 2>&1)): name one that is, as in  make PY=python3.12 html"; exit 1; }; \
  $(PY) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; }

install = $(PYTHON) -m pip install -qq --no-compile --retries 1 --disable-pip-version-check --require-hashes --requirement $< || { \
  echo "pip could not install what $< names: is there a network?"; exit 1; }
