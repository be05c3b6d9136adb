# What those who work on the package need beside a site's commands.

.PHONY: extract new-site wheel golden examples fields test test-browser test-subject bench lint lock

new-site: $(VENV)/ready ## make a site of your own, as in TO=../my-site
	@$(COMMAND) new site $(call argument,TO)

wheel: ## make the package, dist/pelican_claims-….whl
	@$(find_python)
	@$(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls -t dist/pelican_claims-*.whl | head -1

# The theme's catalogues, and first what is in its templates and the plugin.
CATALOGUES := theme/translations
translations: extract
extract: $(VENV)/ready ## list the messages of templates and Python in theme/translations/claims.pot, as translations does
	@$(VENV)/bin/pybabel --quiet extract --mapping-file babel.cfg --keyword N_ --keyword plural:1,2 --omit-header \
	  --add-location file --sort-by-file --output-file theme/translations/claims.pot .

in_parallel := --numprocesses auto --maxprocesses 4 --dist worksteal
test: $(VENV)/with-dev ## run the tests that need neither a browser nor a server, or some of them, as in TESTS=tests/model
	@$(PYTHON) -m pytest $(in_parallel) -m "not browser" --ignore=tests/browser $(TESTS)

golden: $(VENV)/with-dev ## write tests/golden and tests/features/expected anew, to be read in git diff and committed alone
	@UPDATE_GOLDEN=1 $(PYTHON) -m pytest --quiet tests/test_golden.py $(compared_whole)

compared_whole := tests/features/test_exports.py::test_the_claims_are_written_as_kept \
  tests/features/test_jsonld.py::test_pages_are_told_as_kept

examples: $(VENV)/with-dev ## write what each file in tests/examples prints anew, to be read in git diff
	@UPDATE_EXAMPLES=1 $(PYTHON) -m pytest --quiet tests/checks/test_examples.py

fields: $(VENV)/ready ## write data/FIELDS.md anew, from what the model says of each field
	@$(PYTHON) -m claims.tools.field_tables

test-browser: $(VENV)/with-dev ## run the tests that need a browser
	@$(PYTHON) -m pytest $(in_parallel) -m "browser and not subject" tests/browser

test-subject: $(VENV)/with-dev ## run the tests that know what this site's readers ask for
	@$(PYTHON) -m pytest -m subject tests/browser

bench: $(VENV)/ready ## time a check and a build of this site, and of one with a thousand claims
	@$(PYTHON) tests/benchmark.py

lint: $(VENV)/with-dev $(VENV)/with-maintain ## check the code's style and types, and the workflows of .github
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline --pedantic .github starter/.github/workflows/publish.yml

lock: $(VENV)/with-maintain ## write the lock files anew from pyproject.toml: what each adds to those before
	@$(compile) --extra search --extra serve -o requirements.txt
	@$(compile) --extra publish -c requirements.txt $(call without,requirements.txt) -o requirements-publish.txt
	@$(compile) --all-extras --group dev $(for_all:%=-c %) $(call without,$(for_all)) -o requirements-dev.txt
	@$(compile) --group maintain -c requirements.txt $(call without,requirements.txt) -o requirements-maintain.txt

compile = $(VENV)/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml
for_all := requirements.txt requirements-publish.txt
without = $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' $(1))

$(VENV)/with-dev: $(VENV)/with-publish
