# `make run` shows the product at work, `make test` runs the tests; both install missing Debian packages first.
# SWIFT_FLAGS are the same everywhere, so that one build serves all targets.
SWIFT_FLAGS ?= --explicit-target-dependency-import-check error
FORMATTED = Package.swift Sources Tests Benchmarks
export SWIFT_FLAGS

.PHONY: dist dist-test docs-commands install help setup build run run-test test check lint strangers page-test pictures screens crash-test sanitize bench load press docs format

help:
	@echo "make setup    install missing Debian packages"
	@echo "make build    build everything, debug"
	@echo "make run      build and run bot and scheduler; the sandbox too without TELEGRAM_BOT_TOKEN"
	@echo "make test     build and run all tests"
	@echo "make check    what CI checks: format, imports, warnings as errors, Dockerfile, tests, make run, strangers, page"
	@echo "make strangers  client libraries from PyPI against the sandbox"
	@echo "make run-test  make run, an incident and a menu seen, Ctrl-C; every kind of output, every way to fail"
	@echo "make docs-commands  run every command line of README and docs beside a running product"
	@echo "make page-test  click through the sandbox's page in a headless Chromium"
	@echo "make pictures  the pictures of README, make screens those of docs/screens"
	@echo "make crash-test  kill both processes 50 times; prints what was lost or came twice"
	@echo "make sanitize all tests with the address and the thread sanitizer, or SANITIZER=address; an hour each"
	@echo "make install  binary, calendar and systemd units under PREFIX (/usr/local), DESTDIR before it"
	@echo "make dist     a tarball and a Debian package in dist/; make dist-test installs, upgrades and removes it in a bare Debian"
	@echo "make bench    benchmarks, release build"
	@echo "make load     50 chats against one bot process: messages a second, CPU, memory; release build"
	@echo "make press    10,000 random presses and commands, or PRESSES=n"
	@echo "make docs     pages of all targets from their doc comments, in docs/api/"
	@echo "make format   format the sources in place"

setup:
	@Scripts/setup

build: setup
	swift build --build-tests $(SWIFT_FLAGS)

run: setup
	@Scripts/run

# One test at a time; what failed is said again at the end.
test: build
	@Scripts/test

# TESTED=1 leaves the tests out, for when `make test` has just passed.
check: lint build
	Scripts/check-dockerfile
	$(if $(TESTED),,$(MAKE) test)
	python3 Tests/Run/run_test.py
	python3 Tests/Run/launch_test.py
	Scripts/strangers
	Scripts/page Tests/Page/page_test.py
	Scripts/page Tests/Page/dashboard.py
	Scripts/docs-commands

run-test: build
	python3 Tests/Run/run_test.py
	python3 Tests/Run/launch_test.py

strangers: build
	Scripts/strangers

docs-commands: build
	Scripts/docs-commands

page-test: build
	Scripts/page Tests/Page/page_test.py
	Scripts/page Tests/Page/dashboard.py

pictures: build
	Scripts/page Tests/Page/pictures.py

screens: build
	Scripts/page Tests/Page/screens.py
	Scripts/page Tests/Page/dashboard.py --pictures

lint:
	swift format lint --strict -r $(FORMATTED)
	@! grep -rnE '^(package |@preconcurrency )?import Foundation$$' Sources \
		|| { echo "use FoundationEssentials: Foundation links ICU, 10 MB of memory and 60 MB of binary"; exit 1; }
	Scripts/check-sources
	@! grep -rnIE '(//|#).*([^/A-Za-z0-9-][a-z0-9-]+\.md|DESIGN\.md|\.md.{0,3}§)' Sources Tests Benchmarks Scripts \
		|| { echo "cite a page of the repository by its path and heading, or a public source"; exit 1; }

crash-test: setup
	@Scripts/crash-test

sanitize:
	@for kind in $(or $(SANITIZER),address thread); do Scripts/sanitize $$kind || exit 1; done

PREFIX ?= /usr/local
# The Swift runtime is in the binary; Debian's C libraries are not.
install: setup
	swift build -c release --static-swift-stdlib $(SWIFT_FLAGS) --product mayak
	Scripts/install "$(DESTDIR)" "$(PREFIX)" "$$(swift build -c release --static-swift-stdlib --show-bin-path)/mayak"

# A tarball and a Debian package in dist/, with SHA256SUMS.
dist: setup
	@Scripts/dist

dist-test: dist
	Scripts/dist-test

bench: setup
	swift run -c release bench

load: setup
	@Scripts/load

press: build
	MAYAK_PRESSES=$(or $(PRESSES),10000) swift test --skip-build $(SWIFT_FLAGS) --filter RandomPeopleTests

docs: setup
	Scripts/docs

format:
	swift format -i -r $(FORMATTED)
