# What those who work on the package need beside a site's commands.

.PHONY: new-site wheel test test-browser test-servers bench lint schema lock

new-site: $(VENV)/ready ## make a site of your own, as in TO=../my-site; PACKAGE=… is what it installs, else this folder
	@$(PYTHON) -m claims_tools.new_site $(call option,TO,to) $(call option,PACKAGE,package)

wheel: $(VENV)/ready-for-work ## make the package, dist/pelican_claims-….whl
	@$(PYTHON) -m hatchling build -t wheel

test: $(VENV)/ready-for-work ## run the tests that need neither a browser nor a server
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal -m "not browser and not servers"

test-browser: $(VENV)/ready-for-work ## run the tests that need a browser
	@$(PYTHON) -m pytest -m "browser and not servers"

test-servers: $(VENV)/ready-for-work ## run the tests that need nginx, Caddy or rsync
	@$(PYTHON) -m pytest -m servers

bench: $(VENV)/ready-for-work ## time a check, builds and an edit at 33, 1,000 and 10,000 claims, as in SIZES="33 1000" RUNS=3
	@$(PYTHON) -m benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(RUNS),--runs $(RUNS))

lint: $(VENV)/ready-for-work ## check the code's style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline --pedantic .github

schema: $(VENV)/ready ## write the schema by which editors help with data/claims.yaml
	@$(PYTHON) -m claims_tools.schema

lock: $(VENV)/ready-for-work ## write the lock files anew from pyproject.toml
	@$(compile) -o requirements.txt
	@$(compile) --group dev -c requirements.txt -o requirements-dev.txt

compile = $(VENV)/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml --all-extras

$(VENV)/ready-for-work: requirements-dev.txt $(VENV)/ready
	@echo "Adding what tests need, which takes another ..."
	@$(install)
	@touch $@
