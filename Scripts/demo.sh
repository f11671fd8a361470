#!/bin/sh
# Plans and applies an example against the simulator inside the process, and shows that the second
# plan is empty. No AWS account, no network.
set -eu
smsctl=${1:?usage: Scripts/demo.sh SMSCTL}
cd "$(dirname "$0")/../examples/two-senders"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() {
  printf '\n$ smsctl %s\n' "$*"
  "$smsctl" "$@" --simulate="$folder/account.json" --seed seed.json --rate '*=10'
}

run plan
run apply --auto-approve
run plan --detailed-exitcode
