# Latchkey: `make sync` runs the main job, `make test` proves it. Both do all the set-up.
#
# - Every target may be run first, in a fresh clone; what is missing is installed.
# - Nothing is written outside the clone but system packages and the demonstration's key home.
# - Variables: DATA (data), PIPELINES (pipelines), ARGS (options of latchkey sync); SECONDS, TARGET
#   and SEED of fuzz; SEEDS of simulate; USERS, ROWS, LATENCY and JSON of bench.

SHELL := /bin/bash
.DEFAULT_GOAL := help
DATA ?= data
PIPELINES ?= pipelines
ARGS ?=
RELEASE := .build/release
SOURCES := Sources Tests Package.swift

.PHONY: help
help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: setup
setup: ## Install missing system packages (apt-get, sudo where needed)
	@.make/setup

.PHONY: release
release: setup ## Build the release binary, Swift runtime linked in
	@swift build -c release --static-swift-stdlib -Xlinker --strip-all --product latchkey

.PHONY: sync
sync: release ## Run the main job on DATA; where nobody is enrolled, a demonstration
	@if compgen -G "$(DATA)/connections/*.gpg" > /dev/null; then \
	  $(RELEASE)/latchkey sync --data "$(DATA)" --pipelines "$(PIPELINES)" $(ARGS); \
	else \
	  echo "Nobody is enrolled in $(DATA)/connections yet: this is a demonstration."; \
	  $(MAKE) --no-print-directory demo; \
	fi

.PHONY: demo
demo: release ## Run the main job against the sandbox, with people of every kind, in .demo/
	@swift build -c release --static-swift-stdlib -Xlinker --strip-all --product latchkey-sandbox
	@.make/demo $(RELEASE)

.PHONY: build
build: setup ## Build everything for debugging
	@swift build

.PHONY: lint
lint: setup ## Check the format
	@swift format lint --strict --recursive $(SOURCES)

.PHONY: format
format: setup ## Mend the format
	@swift format --in-place --recursive $(SOURCES)

.PHONY: test
test: lint ## Set up, lint, build, run all tests
	@.make/test-setup
	@swift test --disable-xctest $(ARGS)
	@$(if $(ARGS),:,.make/browser-tests)

.PHONY: browser
browser: setup ## Test the pages alone, in a real browser
	@.make/browser-tests

.PHONY: chaos
chaos: build ## End KILLS runs (500) at random instants, and count what was lost; SEED repeats
	@LATCHKEY_KILLS=$(or $(KILLS),500) LATCHKEY_SEED=$(SEED) swift test --disable-xctest --filter 'KillPointTests|ChaosTests'

.PHONY: fuzz
fuzz: setup ## Put made-up bytes through every door for SECONDS (60): TARGET=name, SEED=n
	@swift build -c release --product latchkey-fuzz
	@$(RELEASE)/latchkey-fuzz --seconds $(or $(SECONDS),60) \
	  $(if $(TARGET),--target $(TARGET)) $(if $(SEED),--seed $(SEED))

.PHONY: simulate
simulate: setup ## Live through years of faults, by seed: SEEDS=1-5000, or one number
	@swift build -c release --product latchkey-simulate
	@SWIFT_DETERMINISTIC_HASHING=1 $(RELEASE)/latchkey-simulate $(or $(SEEDS),1-200) $(ARGS)

.PHONY: bench
bench: release ## Measure beside floors and peers: USERS=1000,10000 ROWS=… LATENCY=0,50 JSON=file
	@.make/bench-setup
	@swift build -c release --static-swift-stdlib -Xlinker --strip-all --product latchkey-sandbox
	@swift build -c release --static-swift-stdlib --product latchkey-bench
	@$(RELEASE)/latchkey-bench $(if $(USERS),--users $(USERS)) $(if $(ROWS),--rows $(ROWS)) \
	  $(if $(LATENCY),--latency $(LATENCY)) $(if $(JSON),--json $(JSON)) $(ARGS)

.PHONY: check
check: test docs ## What CI runs: lint, tests, documentation

.PHONY: docs
docs: build ## Build the documentation, every link checked
	@.make/docs

.PHONY: golden
golden: build ## Record the expected outputs anew; the run fails, so that it is never CI's
	@LATCHKEY_RECORD=1 swift test --disable-xctest $(ARGS)

.PHONY: schemas
schemas: release ## Write the JSON Schema that editors use for pipeline files
	@mkdir -p .schemas && $(RELEASE)/latchkey schema pipeline > .schemas/pipeline.schema.json

.PHONY: install
install: release ## Copy the binary to PREFIX/bin (default /usr/local)
	@install -D -m 755 $(RELEASE)/latchkey "$(or $(PREFIX),/usr/local)/bin/latchkey"

.PHONY: clean
clean: ## Remove what was built and the demonstration
	@rm -rf .build .demo
