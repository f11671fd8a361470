#!/usr/bin/env bash
# Makes up manifests for a minute and looks for one that makes the reader of manifests crash, hang,
# take too much memory or break a rule of Fuzz/ManifestFuzzer. A finding lies in
# .build/fuzz-findings. The corpus in .build/fuzz-corpus begins with the manifests of this repository
# and grows from run to run.
#
#   FUZZ_SECONDS=600 Scripts/fuzz.sh                  for ten minutes
#   FUZZ_SANITIZERS=address,fuzzer Scripts/fuzz.sh    with an eye on memory, which takes its time
#   Scripts/fuzz.sh FILE ...                          only these inputs, for example a finding
set -euo pipefail
cd "$(dirname "$0")/.."

# Of several -sanitize only the last counts for the compiler; SwiftPM must know, lest it look for a
# main function.
build=(
  -c release --sanitize fuzzer -Xswiftc "-sanitize=${FUZZ_SANITIZERS:-fuzzer}"
  --scratch-path .build/fuzz
)
SMSCTL_FUZZ=1 swift build "${build[@]}" --product ManifestFuzzer
fuzzer=$(SMSCTL_FUZZ=1 swift build "${build[@]}" --show-bin-path)/ManifestFuzzer

# Swift's own report of a crash would keep libFuzzer from writing the input down.
export SWIFT_BACKTRACE=enable=no
flags=(-timeout=10 -rss_limit_mb=2048 -artifact_prefix=.build/fuzz-findings/)
mkdir -p .build/fuzz-findings
[ $# = 0 ] || exec "$fuzzer" "${flags[@]}" "$@"

seeds=.build/fuzz-corpus/seeds
grown=.build/fuzz-corpus/grown
rm -rf "$seeds"
mkdir -p "$seeds" "$grown"
find examples Tests -name '*.yaml' | while read -r manifest; do
  cp "$manifest" "$seeds/${manifest//\//_}"
done
iconv -f UTF-8 -t UTF-16 examples/quickstart/smsctl.yaml > "$seeds/utf-16"

seconds=${FUZZ_SECONDS:-60}
log=.build/fuzz-corpus/log
status=0
echo "fuzz: for $seconds seconds; the log is $log"
# libFuzzer may hang while it tells of a hang that it found inside malloc; the input is written by then.
timeout --foreground -k 10 $((seconds + 60)) \
  "$fuzzer" "${flags[@]}" -max_len=4096 -max_total_time="$seconds" -dict=Fuzz/manifest.dict \
  -print_final_stats=1 "$grown" "$seeds" > "$log" 2>&1 || status=$?
grep -aE '^stat::' "$log" || true
grep -aE '\bcov: [0-9]+' "$log" | tail -1 || true
[ "$status" = 0 ] && exit

echo
trace=$(grep -aE 'Fatal error:|ERROR:|^ +#[0-9]+ ' "$log" | swift demangle --simplified || true)
head -20 <<< "$trace" | cut -c1-300
finding=$(grep -aoE '\.build/fuzz-findings/[a-z-]+[0-9a-f]{40}' "$log" | tail -1 || true)
echo
echo "fuzz: the input is ${finding:-not known: see $log}"
echo "fuzz: again: Scripts/fuzz.sh $finding"
echo "fuzz: smaller: Scripts/fuzz.sh -minimize_crash=1 -max_total_time=60 $finding"
exit "$status"
