# OrtaBilim. `make help` lists what can be run; every target makes its own environment first.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON_ENV := .venv/bin/python
TEST_HOME ?= .test
# Servers of their own, never those of a demo; the command's exit code is the target's.
WITH_SERVERS := exec env -u DEMO TESTING=1 ORTABILIM_HOME=$(TEST_HOME) $(PYTHON_ENV) -m ortabilim.supervisor run --
PYTEST := $(PYTHON_ENV) -m pytest
TESTS ?= $(wildcard $(addprefix tests/,unit integration contract architecture journeys))
WORKERS ?= 2

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{printf "make %-14s %s\n", $$1, $$2}'

.PHONY: demo
demo: runtime ## start everything on this machine with demo data (PORT, DEMO_SCALE, ORTABILIM_HOME)
	@exec $(PYTHON_ENV) -m ortabilim.supervisor demo

.PHONY: test
test: dev ## unit, integration, contract, architecture and journey tests
	@$(WITH_SERVERS) $(PYTEST) -n $(WORKERS) --dist loadfile --durations=20 $(TESTS)

.PHONY: test-faults
test-faults: dev ## long: killed processes, lost brokers, silent registries
	@$(WITH_SERVERS) $(PYTEST) --durations=20 tests/faults

.PHONY: test-pages
test-pages: dev ## long: every page of every role in a browser, axe, three languages, two widths
	@$(WITH_SERVERS) $(PYTEST) --durations=20 tests/pages

.PHONY: test-scale
test-scale: dev ## long: a region and a country of data
	@$(WITH_SERVERS) $(PYTEST) --durations=20 tests/scale

.PHONY: test-mutation
test-mutation: dev ## long: do the tests notice broken money rules
	@$(WITH_SERVERS) $(PYTEST) --durations=20 tests/mutation

.PHONY: check
check: dev ## format, lint, types, layers, migrations, translations, documented states
	@exec tools/check.sh

.PHONY: bench
bench: dev ## the ratios of bench/ beside their baselines
	@$(WITH_SERVERS) $(PYTHON_ENV) -m bench

.PHONY: bench-country
bench-country: dev ## long: the month of a country through the LMS API (BENCH_COUNTRY)
	@$(WITH_SERVERS) $(PYTHON_ENV) -m bench.country

.PHONY: runtime
runtime:
	@tools/bootstrap.sh runtime

.PHONY: dev
dev:
	@tools/bootstrap.sh dev
