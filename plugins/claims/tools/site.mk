# The commands of a site. Its Makefile sets up $(VENV), by $(VENV)/with-publish and -quotes also what these need beside,
# and includes this. Names and variables are those of Pelican's quickstart: PORT, RELATIVE, DEBUG and PELICANOPTS mean what they mean there.

PYTHON := $(VENV)/bin/python
INPUT := content
OUTPUT := output
CLAIMS := data/claims.yaml
PORT ?= 8000
BIND ?= 127.0.0.1

RELATIVE ?= 0
export RELATIVE

# What is built takes the place of what was there, and `make clean` deletes it.
built := $(patsubst %/,%,$(patsubst ./%,%,$(OUTPUT)))
ifneq (1,$(words $(built) $(filter . .. $(INPUT) data docs plugins starter templates tests theme,$(built))))
$(error OUTPUT is $(OUTPUT), which would be deleted: name one folder for nothing but what is built)
endif

OPTIONS := --log-handler plain $(PELICANOPTS)
ifeq ($(DEBUG),1)
	OPTIONS += --debug
endif

# Pelican logs a plugin that fails and carries on; `--fatal warnings` makes that an error.
BUILD = $(PYTHON) -m claims.build $(INPUT) --output $(OUTPUT) --fatal warnings $(OPTIONS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html check serve devserver publish clean rename quotes new-source upload \
  translations

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'
	@echo
	@echo "make html RELATIVE=1             build for opening from disk, without a server"
	@echo "make check STRICT=1              show each warning; ACCEPT=1 accepts those that there are"
	@echo "make serve PORT=8080             on another port"
	@echo "make devserver BIND=0.0.0.0      for a phone in the same network too"

html: $(VENV)/ready ## check the file and build the site into output/
	@$(BUILD) --settings pelicanconf.py
	@echo "$(OUTPUT)/index.html is the site's first page"

check: $(VENV)/ready ## find mistakes in data/claims.yaml and in prose pages, without a build
	@$(PYTHON) -m claims $(CLAIMS) --content $(INPUT) $(if $(filter-out 0 no,$(STRICT)),--strict) $(if $(filter-out 0 no,$(ACCEPT)),--accept)

rename: $(VENV)/ready ## give a record another id everywhere, as in OLD=the-id NEW=another-id
	@$(PYTHON) -m claims.tools.rename $(call option,OLD,old) $(call option,NEW,new)

# Of the data in data/translations/, and of the pages' words, in a language that the theme lacks or in its place.
CATALOGUES := translations
translations: $(VENV)/ready ## bring translations up to date, and say what is stale or missing; ADD=fi begins a language
	@$(PYTHON) -m claims.tools.translations --file $(CLAIMS) --folder $(CATALOGUES) $(call option,ADD,add)

quotes: $(VENV)/with-quotes ## check quotations against web archives and saved pages, as in TEXTS=folder
	@$(PYTHON) -m claims.tools.quotes $(call option,TEXTS,texts)

new-source: $(VENV)/ready ## write sources from URL=page, DOI=10.1234/abc.5 or FILE=zotero.json
	@$(PYTHON) -m claims.tools.new_source $(call option,URL,url) $(call option,DOI,doi) $(call option,FILE,works) \
	  $(call option,KIND,kind)

serve: $(VENV)/ready ## show output/ on http://localhost:8000
	@test -d $(OUTPUT) || { echo "There is no $(OUTPUT)/ yet: type make html first."; exit 1; }
	@$(PYTHON) -m claims.dev.server --bind $(BIND) --port $(PORT) --output $(OUTPUT) --as-built

devserver: $(VENV)/ready ## build, serve, build again at every change, and reload the page
	@$(PYTHON) -m claims.dev.server --bind $(BIND) --port $(PORT) --output $(OUTPUT)

publish: $(VENV)/with-publish ## check the file and build for SITEURL, as in SITEURL=https://example.org make publish
	@$(BUILD) --settings publishconf.py

# Only what changed is sent, told by content and not by time, so that the rest keeps its date; all of it takes its place
# at the end, at once. What proves to a certificate authority whose host it is stays, and what upload-keep.txt names.
# For one upload what the upload before sent into theme/ stays too: a page that a browser has open still asks for it.
kept = --exclude=/.well-known/acme-challenge/ $(addprefix --exclude-from=,$(wildcard upload-keep.txt)) \
  $(patsubst %,--filter="merge %",$(wildcard .build/uploaded))

upload: ## copy the published site to a host, as in make upload TARGET=me@example.org:/var/www/claims
	@test -n "$(TARGET)" || { echo "Say where to: make upload TARGET=user@host:/path"; exit 1; }
	@test -f $(OUTPUT)/build.json || { echo "$(OUTPUT)/ was not published: SITEURL=https://example.org make publish comes first."; exit 1; }
	@if rsync --recursive --list-only $(kept) "$(TARGET)/" 2>/dev/null | grep -Eqv ' \.(well-known)?$$' && \
	  ! rsync --list-only "$(TARGET)/build.json" >/dev/null 2>&1; then \
	  echo "$(TARGET) holds files of something else, which would be deleted: choose another folder, or empty it, or name"; \
	  echo "what is to stay in upload-keep.txt, as in /statistics/"; exit 1; fi
	@mkdir -p $(OUTPUT)/.well-known  # or rsync would want it gone, with what is to stay in it
	@rsync --recursive --checksum --perms --chmod=D755,F644 --delay-updates --delete-after $(kept) $(OUTPUT)/ "$(TARGET)/"
	@echo "$(TARGET) has the site"
	@mkdir -p .build && cd $(OUTPUT) && find theme -type f | sed 's|^|P /|' > "$(CURDIR)/.build/uploaded"

clean: ## remove what was built; the set-up stays
	rm -rf $(OUTPUT) .$(OUTPUT).* .build .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# An option taken from a variable of the command line. Its value goes through the environment, where no quotation mark
# or space in it can do harm; one that merely stands in the environment, such as DATE, is not meant. It goes as it was
# typed: make would take the $2 of $250 for a variable of its own.
option = $(if $(findstring command,$(origin $(1))),$(eval override export $(1) := $$(value $(1)))--$(2) "$$$(1)")

