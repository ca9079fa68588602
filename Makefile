# Everything here works from a fresh clone with Python 3.11 or newer, make and a package index.
#
#   PYTHON=python3.12    another interpreter; .venv is made anew when its version differs
#   ARGS="…"             more arguments for the command behind run, test or bench

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run install test check format docs pictures bench clean FORCE

# --- The interpreter: that of .venv once it is there, python3 before.

VERSION_OF := -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null

ifeq ($(origin PYTHON),undefined)
PYTHON := $(if $(filter clean,$(MAKECMDGOALS)),python3,$(shell \
	.venv/bin/python -c '' 2>/dev/null && echo .venv/bin/python || echo python3))
endif
PYTHON_VERSION := $(shell $(PYTHON) $(VERSION_OF))

# --- What a shell may have set for another project must not lead uv astray.

unexport VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never

# uv and npm bring certificates of their own; a company's authority is in the machine's store.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt))
ifneq ($(CERTIFICATES),)
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

# --- Tools, and the stamps that say what is in .venv.

UV := $(or $(shell command -v uv 2>/dev/null),.cache/uv-venv/bin/uv)
NODE_NEEDED := 22
NODE_GROUP = $(shell test ! -e .venv/bin/node && command -v npm >/dev/null \
	&& node -e 'process.exit(parseInt(process.versions.node) < $(NODE_NEEDED) ? 1 : 0)' 2>/dev/null \
	|| echo --group node)
BENCH_PACKAGES := wrk postgresql-postgis chromium fonts-noto-cjk
TEST_PACKAGES := gdal-bin python3-qgis qgis-providers poppler-utils $(BENCH_PACKAGES)

MADE := .venv/.made
VENV := $(MADE)/python$(PYTHON_VERSION)
DEV := $(MADE)/dev
# What runs the service: its own packages alone, unless those of development are there or wanted too.
SERVICE := $(if $(wildcard $(DEV))$(filter-out run,$(MAKECMDGOALS)),$(DEV),$(MADE)/service)
NODE_MODULES := maps/node_modules/.package-lock.json
EXPLORER := maps/static/explorer/manifest.json
ASSETS := $(MADE)/assets $(EXPLORER)
NPM = cd maps && PATH="$(CURDIR)/.venv/bin:$$PATH" npm

# --- What people type.

help: ## Show what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(SERVICE) $(ASSETS) ## Serve the catalogue in data/ (ARGS="--port 9000" for another port)
	@.venv/bin/dikuai serve $(ARGS)

install: $(DEV) $(ASSETS) ## Install everything that development needs into .venv

test: $(DEV) $(ASSETS) ## Run all tests, with coverage
	@.ci/debian-packages $(TEST_PACKAGES)
	@$(NPM) run --silent test
	@.venv/bin/pytest -n auto --cov=geo --cov=api --cov=maps --cov=cli \
		--cov-report=term-missing:skip-covered --cov-fail-under=95 $(ARGS)

check: $(DEV) $(NODE_MODULES) ## Lint, check formatting, types and who imports whom
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(NPM) run --silent check

format: $(DEV) ## Format the code and mend what ruff can mend
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

docs: $(DEV) ## Write the tables in the docs anew from those in the code
	@.venv/bin/python docs/tables.py

pictures: $(DEV) $(ASSETS) ## Take the pictures in the docs anew
	@.ci/debian-packages chromium fonts-noto-cjk
	@.venv/bin/python -m docs.pictures

bench: $(DEV) $(ASSETS) ## Measure the service and write bench/RESULTS.md
	@.ci/debian-packages $(BENCH_PACKAGES)
	@.venv/bin/python -m bench $(ARGS)

clean: ## Remove everything that make has made
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov dist
	rm -rf maps/node_modules maps/static/vendor maps/static/explorer maps/static/overview
	find $(wildcard geo api maps cli bench tests) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- How it comes about.

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Dikuai needs Python 3.11 or newer; $(PYTHON) is $(or $(PYTHON_VERSION),not there)." >&2; \
		echo "Name another one, for example: make $(or $(MAKECMDGOALS),run) PYTHON=python3.12" >&2; exit 1; }
	@test "$$(.venv/bin/python $(VERSION_OF))" = "$(PYTHON_VERSION)" || $(PYTHON) -m venv --clear .venv
	@mkdir -p $(@D) && touch $@

.cache/uv-venv/bin/uv: | $(VENV)
	@echo "Installing uv into .cache/uv-venv"
	@.venv/bin/python -m venv --clear .cache/uv-venv
	@.cache/uv-venv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(MADE)/service: pyproject.toml uv.lock .ci/python-packages $(VENV) | $(UV)
	@.ci/python-packages $(UV) --no-dev $(NODE_GROUP)
	@touch $@

$(DEV): pyproject.toml uv.lock .ci/python-packages $(VENV) | $(UV)
	@.ci/python-packages $(UV) $(NODE_GROUP)
	@touch $@

$(NODE_MODULES): maps/package.json maps/package-lock.json | $(SERVICE)
	@$(NPM) ci --no-audit --no-fund
	@mkdir -p $(@D) && touch $@

$(MADE)/assets: $(NODE_MODULES) maps/assets.py $(SERVICE) $(if $(wildcard maps/static/vendor/*),,FORCE)
	@.venv/bin/python -m maps.assets
	@touch $@

# Written by the first of the two builds, that of the explorer; the overview map is the second.
$(EXPLORER): $(NODE_MODULES) $(wildcard maps/explorer/*.mts) maps/static/palette.css $(shell find maps/explorer/src -type f)
	@$(NPM) run --silent build
	@touch $@
