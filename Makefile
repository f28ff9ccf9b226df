# Needs only Python 3.11 or newer and make. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help run test check fix lock messages docs bench clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Haicap needs Python 3.11 or newer; name one with PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

run: $(STAMP) ## Start the program with the bundled data and a little simulated traffic
	@$(BIN)/haicap run --demo

test: $(STAMP) ## Run every test that this machine can run
	$(BIN)/python -m pytest -n 2

check: $(STAMP) ## Lint, types, import contracts, migrations, generated documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

fix: $(STAMP) ## Format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(STAMP) ## Choose the newest allowed versions of the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --extra dev --no-annotate --no-header -o requirements.lock pyproject.toml

messages: $(STAMP) ## Bring the translations up to date; names what is missing
	$(BIN)/python -m scripts.messages

docs: $(STAMP) ## Write the generated documents anew
	$(BIN)/python -m scripts.picture
	$(BIN)/python -m scripts.generate_docs

bench: $(STAMP) ## Measure, as ratios to a floor in the same run
	@for each in benchmarks/bench_*.py; do $(BIN)/python $$each || exit 1; done

clean: ## Remove the environment and all local data
	rm -rf $(VENV) var
