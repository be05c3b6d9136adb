# The commands of this repository: those of a site, which come with the package, and in engine.mk those of the package.

PY ?= python3
VENV := .venv
export PYTHONPATH := plugins

include plugins/claims/tools/site.mk

# Set-up: a virtual environment with what the lock files say, to the byte. One that an older Python made is made anew.
$(VENV)/ready: requirements.txt
	@$(find_python)
	@echo "Setting up $(VENV), which takes half a minute ..."
	@$(install)
	@touch $@

$(VENV)/with-%: requirements-%.txt $(VENV)/ready
	@echo "Adding what $< names ..."
	@$(install)
	@touch $@

new_enough = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null

find_python = $(PYTHON) $(new_enough) || { $(PY) $(new_enough) || { \
  echo "$(PY) is not Python 3.11 or newer ($$($(PY) --version 2>&1)): name one that is, as in  make PY=python3.12 html"; exit 1; }; \
  $(PY) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; }

# Says what it is at; its last word says that all went well, since a shell forgets how the first command of a pipe ended.
install = { $(PYTHON) -m pip install --disable-pip-version-check --require-hashes --requirement $< && echo Done; } | { \
  status=1; while read -r word package rest; do case $$word in \
    Collecting) echo "  $$package";; Installing) echo "  installing";; Done) status=0;; esac; done; exit $$status; }

-include engine.mk
