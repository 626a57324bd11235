# Two commands for users: `make demo` and `make test`. The others are for those who work on the product.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
DEMO_HOME ?= $(CURDIR)/var/demo

.PHONY: help demo test check install bench format lock clean

help:
	@echo "make demo            prépare et ouvre le réseau de démonstration (PORT=8000, ARGS=--reset)"
	@echo "make test            installe ce qu'il faut et lance tous les tests"
	@echo "make check bench     contrôles du code ; mesures de vitesse"

# --reset as the issue of the command line: `make demo RESET=1` or `make demo ARGS=--reset`
demo: .venv/.installed
	@AUTAN_HOME="$(DEMO_HOME)" .venv/bin/autan demo --port $(PORT) $(if $(RESET),--reset) $(ARGS)

install: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh requirements.lock
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@sh tools/bootstrap.sh requirements-dev.lock
	@touch $@

test: .venv/.installed-dev
	@sh tools/run_tests.sh

check: .venv/.installed-dev
	@sh tools/run_checks.sh

bench: .venv/.installed-dev
	@.venv/bin/python -m tests.bench

format: .venv/.installed-dev
	.venv/bin/ruff format src tests tools && .venv/bin/ruff check --fix src tests tools

lock:
	sh tools/lock.sh

clean:
	rm -rf .venv .tools
