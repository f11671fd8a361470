#!/usr/bin/env bash
# Runs the tests; after a failure, tells at the end which ones failed, where whoever sees only the last lines sees it.
# Arguments go to `swift test`.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" != 0 ]; then
  echo
  echo "what failed:"
  grep -aE '^✘ |error:' "$log" | cut -c1-600 | tail -40
fi
exit "$status"
