# One word for everything that one does here; "make help" lists them.
# The Python to use is found by itself. To choose it: make setup PYTHON=python3.12

VENV := .venv
STAMP := $(VENV)/installed.txt
PYTHON :=
ARGS :=
LOCK := uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header

.PHONY: help setup run test check format bench pictures lock

help:
	@echo "make run        open the window; make run ARGS=\"train linear\" hands arguments on"
	@echo "make test       the whole test suite; make test ARGS=\"-k loss\" hands arguments on"
	@echo "make check      lint, format, types, walls between the packages"
	@echo "make format     let ruff put the code into its form"
	@echo "make bench      the measurements"
	@echo "make pictures   the screenshots and the film of the README"
	@echo "make setup      only make $(VENV) with the locked dependencies"
	@echo "make lock       renew requirements.txt from pyproject.toml (needs uv)"

setup: $(STAMP)

run: $(STAMP)
	@$(VENV)/bin/python main.py $(ARGS)

test: $(STAMP)
	@$(VENV)/bin/python -m pytest $(ARGS)

check: $(STAMP)
	@$(VENV)/bin/python -m ruff check .
	@$(VENV)/bin/python -m ruff format --check .
	@$(VENV)/bin/python -m mypy
	@$(VENV)/bin/lint-imports

format: $(STAMP)
	@$(VENV)/bin/python -m ruff check --fix .
	@$(VENV)/bin/python -m ruff format .

bench: $(STAMP)
	@for program in bench/[a-z]*.py; do \
		echo "== $$program"; \
		PYTHONPATH=. $(VENV)/bin/python "$$program" $(ARGS) || exit 1; \
	done

pictures: $(STAMP)
	@PYTHONPATH=. $(VENV)/bin/python tools/pictures.py $(ARGS)

lock:
	@$(LOCK) --output-file requirements.txt

# The stamp is a copy of the lock that is installed: a changed lock is noticed, a touched one is not.
# An environment that uv made has no pip.
$(STAMP): requirements.txt $(VENV)/bin/python
	@cmp -s requirements.txt $(STAMP) || { \
		echo "Installing the locked dependencies into $(VENV), once; it takes a minute or two."; \
		$(VENV)/bin/python -m pip --version >/dev/null 2>&1 \
			|| $(VENV)/bin/python -m ensurepip >/dev/null 2>&1; \
		$(VENV)/bin/python -m pip install --disable-pip-version-check --quiet \
			--require-hashes -r requirements.txt; \
	}
	@cp requirements.txt $(STAMP)

$(VENV)/bin/python:
	@found=; without_venv=; \
	for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
			2>/dev/null </dev/null || continue; \
		if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
		without_venv=$$python; \
	done; \
	if [ -n "$$found" ]; then "$$found" -m venv --clear $(VENV); \
	elif [ -n "$$without_venv" ]; then \
		echo "$$without_venv cannot make a virtual environment: install its venv package" \
			"(Debian, Ubuntu: apt install python3-venv), then run make again." >&2; exit 2; \
	else \
		echo "Descent needs Python 3.11, 3.12 or 3.13, and none of them was found: install one," \
			"or name it with make setup PYTHON=/path/to/python3.12." >&2; exit 2; \
	fi
