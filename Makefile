# Three commands for users: `make demo`, `make start` and `make test`. The others are for those who work on the product.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
DEMO_HOME ?= $(CURDIR)/var/demo
START_HOME ?= $(CURDIR)/var/reseau

.PHONY: help demo start test test-whole rights install spark check audit coverage bench docs format lock release man clean

help:
	@echo "make demo      prépare et ouvre le réseau de démonstration (PORT=8000 ; RESET=1 pour repartir de zéro)"
	@echo "make start     commence votre réseau, et l’ouvre ensuite (PORT=8000 ; START_HOME=var/reseau)"
	@echo "make test      installe ce qu’il faut et lance les tests (les plus longs à tour de rôle)"
	@echo ""
	@echo "Pour travailler sur le code :"
	@echo "make install   installe la commande .venv/bin/autan"
	@echo "make spark     installe aussi le second moteur (AUTAN_ENGINE=spark://…)"
	@echo "make check     contrôles du code      make format  met le code en forme"
	@echo "make test-whole  tous les tests, sans tour de rôle (un quart d’heure au plus sur deux cœurs)"
	@echo "make bench     mesures de vitesse     make audit   failles connues des composants"
	@echo "make coverage  tests et part du code qu’ils parcourent"
	@echo "make rights    qui lit chaque texte, dans chaque état (une demi-heure)"
	@echo "make docs      le site des documents, dans var/docs"
	@echo "make release   ce qui s’installe et se publie, dans dist/"
	@echo "make man       les pages de manuel, dans var/man/man1"
	@echo "make lock      refait les listes de composants d’après pyproject.toml"

demo: .venv/.installed
	@AUTAN_HOME="$(DEMO_HOME)" .venv/bin/autan demo --port $(PORT) $(if $(RESET),--reset) $(ARGS)

start: .venv/.installed
	@AUTAN_HOME="$(START_HOME)" .venv/bin/autan start --port $(PORT) $(ARGS)

install: .venv/.installed
	@echo "La commande est prête : .venv/bin/autan"

spark: .venv/.installed
	@"$$(sh tools/find_uv.sh)" pip install --python .venv/bin/python --constraints requirements-dev.lock --build-constraints tools/build.lock.txt -e '.[spark]'
	@echo "Le second moteur est prêt : AUTAN_ENGINE=spark://local .venv/bin/autan data cube --help"

.venv/.installed: requirements.lock pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh requirements.lock
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@sh tools/bootstrap.sh requirements-dev.lock
	@touch $@

test: .venv/.installed-dev
	@sh tools/run_tests.sh $(ARGS)

test-whole: .venv/.installed-dev
	@TEST_TURNS=1 sh tools/run_tests.sh $(ARGS)

check: .venv/.installed-dev
	@sh tools/run_checks.sh

audit:
	@sh tools/audit.sh

coverage: .venv/.installed-dev
	@sh tools/run_tests.sh --cov --cov-branch --cov-report= $(ARGS)
	@.venv/bin/coverage report --include='*/core/*,*/core.py' --fail-under=100
	@.venv/bin/coverage report --fail-under=90

rights: .venv/.installed-dev
	@RIGHTS_WHOLE=all .venv/bin/python -m pytest -q -n 0 tests/rights

bench: .venv/.installed-dev
	@.venv/bin/python -m tests.bench $(ARGS)

docs: .venv/.installed-dev
	@.venv/bin/sphinx-build -q -W --keep-going -b html docs var/docs
	@echo "Les documents sont dans var/docs : ouvrez var/docs/index.html."

format: .venv/.installed-dev
	@.venv/bin/ruff format src tests tools docs
	@.venv/bin/ruff check --fix src tests tools docs
	@git ls-files -z --cached --others --exclude-standard 'src/*.html' | xargs -0 -r .venv/bin/djade --target-version 6.0

release: .venv/.installed
	@sh tools/find_uv.sh >/dev/null && .venv/bin/python -m tools.release $(ARGS)

man: .venv/.installed
	@.venv/bin/python -m tools.build_manual var/man/man1
	@echo "Les pages sont dans var/man : MANPATH=var/man man autan-serve"

lock:
	@sh tools/lock.sh

clean:
	rm -rf .venv .tools
