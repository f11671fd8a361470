# Everything sets up what it needs; see README.md.

SWIFT_FILES = git ls-files -z '*.swift' | xargs -0

.PHONY: demo test sanitize fuzz lint format bench build setup test-setup

build: setup
	swift build -c release --product smsctl

demo: build
	Scripts/demo.sh "$$(swift build -c release --show-bin-path)/smsctl"

test: test-setup
	@Scripts/test.sh

# Stops after FUZZ_SECONDS, 60 unless told; `make fuzz FUZZ_SECONDS=600`.
fuzz: setup
	@FUZZ_SECONDS=$(FUZZ_SECONDS) Scripts/fuzz.sh

lint:
	$(SWIFT_FILES) swift format lint --strict --parallel
	Scripts/check-map.sh

format:
	$(SWIFT_FILES) swift format --in-place --parallel

# All of it takes a quarter of an hour; `make bench PARTS="start plan"` measures parts.
bench: build
	@Scripts/python-packages.sh matplotlib
	SMSCTL_BENCH=1 swift build -c release --product ClientBench
	SMSCTL_BENCH=1 swift build -c release --product PlanBench
	.venv/bin/python Scripts/bench.py "$$(swift build -c release --show-bin-path)" $(PARTS)

# The client's tests once more, watched for races, misuse of memory and leaks; it takes a while.
sanitize: test-setup
	@Scripts/sanitize.sh

setup:
	@Scripts/setup.sh

# The clients that are tested against the simulator come from PyPI; nginx and tinyproxy are what the
# client is tested against, jq is what the scripts of examples/ci use, and Chromium opens the page of `report`.
test-setup:
	@export PATH="$$PATH:/usr/sbin"; \
	command -v nginx > /dev/null || missing=nginx-light; \
	command -v tinyproxy > /dev/null || missing="$$missing tinyproxy"; \
	command -v openssl > /dev/null || missing="$$missing openssl"; \
	command -v jq > /dev/null || missing="$$missing jq"; \
	command -v chromium > /dev/null || command -v google-chrome > /dev/null || missing="$$missing chromium"; \
	Scripts/setup.sh $$missing
	@python3 -c 'import ensurepip, venv' 2> /dev/null || Scripts/setup.sh python3 python3-venv
