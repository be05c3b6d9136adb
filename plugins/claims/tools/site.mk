# The commands of a site. Its Makefile sets up $(VENV), by $(VENV)/with-publish also what publishing needs beside,
# and includes this. Names and variables are those of Pelican's quickstart: PORT, RELATIVE, DEBUG and PELICANOPTS mean what they mean there.

PYTHON := $(VENV)/bin/python
OUTPUT := output
PORT ?= 8000
BIND ?= 127.0.0.1

RELATIVE ?= 0
export RELATIVE

# What is built takes the place of what was there, and `make clean` deletes it.
built := $(patsubst %/,%,$(patsubst ./%,%,$(OUTPUT)))
ifneq (1,$(words $(built) $(filter . .. content data docs plugins starter templates tests theme,$(built))))
$(error OUTPUT is $(OUTPUT), which would be deleted: name one folder for nothing but what is built)
endif

OPTIONS := $(PELICANOPTS)
ifeq ($(DEBUG),1)
	OPTIONS += --debug
endif

# Every target is a command of claims (cli.py), which then says what to type in the words of make.
COMMAND := CLAIMS_CALLED_BY=make $(PYTHON) -m claims

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html check serve devserver publish clean translations

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "make html RELATIVE=1             build for opening from disk, without a server"
	@echo "make check STRICT=1              show each warning; ACCEPT=1 accepts those that there are"
	@echo "make serve PORT=8080             on another port"
	@echo "make devserver BIND=0.0.0.0      for a phone in the same network too"

html: $(VENV)/ready ## check the file and build the site into output/
	@$(COMMAND) build --output $(OUTPUT) $(OPTIONS)

check: $(VENV)/ready ## find mistakes in data/claims.yaml and in prose pages, without a build
	@$(COMMAND) check $(if $(filter-out 0 no,$(STRICT)),--strict) $(if $(filter-out 0 no,$(ACCEPT)),--accept)

# Of the data in data/translations/, and of the pages' words, in a language that the theme lacks or in its place.
CATALOGUES := translations
translations: $(VENV)/ready ## bring translations up to date, and say what is stale or missing; ADD=fi begins a language
	@$(COMMAND) translations --folder $(CATALOGUES) $(call option,ADD,add)

serve: $(VENV)/ready ## show output/ on http://localhost:8000
	@$(COMMAND) serve --bind $(BIND) --port $(PORT) --output $(OUTPUT)

devserver: $(VENV)/ready ## build, serve, build again at every change, and reload the page
	@$(COMMAND) dev --bind $(BIND) --port $(PORT) --output $(OUTPUT)

publish: $(VENV)/with-publish ## check the file and build for SITEURL, as in SITEURL=https://example.org make publish
	@$(COMMAND) publish --output $(OUTPUT) $(OPTIONS)

clean: ## remove what was built; the set-up stays
	rm -rf $(OUTPUT) .$(OUTPUT).* .build .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# An option taken from a variable of the command line. Its value goes through the environment, where no quotation mark
# or space in it can do harm; one that merely stands in the environment, such as DATE, is not meant. It goes as it was
# typed: make would take the $2 of $250 for a variable of its own.
option = $(if $(findstring command,$(origin $(1))),--$(2) $(exported))
argument = $(if $(findstring command,$(origin $(1))),$(exported),"")
exported = $(eval override export $(1) := $$(value $(1)))"$$$(1)"

