#!/usr/bin/env bash
# Runs the tests of the AWS client, which has threads and C in it, once under ThreadSanitizer and once
# under AddressSanitizer with LeakSanitizer. Each builds everything in a directory of its own.
#
#   Scripts/sanitize.sh                   both
#   Scripts/sanitize.sh thread            one: thread or address
#   Scripts/sanitize.sh address TESTS     only tests whose names match
set -euo pipefail
cd "$(dirname "$0")/.."

tests=${2:-AWSClientTests}
# Hours of calls played in one thread: nothing to find there, and many minutes to wait for.
skipped='Clients that share a quota'
# A finding must be the last word of the process, not the start of Swift's own report of a crash.
export SWIFT_BACKTRACE=enable=no
export TSAN_OPTIONS="suppressions=$PWD/Scripts/sanitize-thread.txt"
export LSAN_OPTIONS="suppressions=$PWD/Scripts/sanitize-leak.txt"

run() {
  local log=.build/sanitize-$1.log status=0
  echo "sanitize: $tests under the $1 sanitizer; the log is $log"
  swift test --sanitize "$1" --scratch-path ".build/sanitize-$1" \
    --filter "$tests" --skip "$skipped" > "$log" 2>&1 || status=$?
  grep -aE '^(WARNING|SUMMARY|==[0-9]+==ERROR)|Test run with|error:|✘' "$log" | sort | uniq -c | head -40
  if grep -aqE '^(WARNING: ThreadSanitizer|==[0-9]+==ERROR)' "$log"; then status=1; fi
  # What is not run cannot fail.
  grep -aq 'Test run with' "$log" || status=1
  return "$status"
}

status=0
for sanitizer in ${1:-thread address}; do run "$sanitizer" || status=$?; done
exit "$status"
