#!/bin/sh
# Holds spec/architecture.md and the sources together: the page names every target, and the modules
# import only what the page allows them.
set -eu
cd "$(dirname "$0")/.."
status=0
fail() {
  echo "check-map: $*" >&2
  status=1
}

for target in Sources/*/; do
  name=$(basename "$target")
  grep -q "\`$name\`" spec/architecture.md || fail "spec/architecture.md does not name $name"
done

# MODULE ALLOWED...: the modules of ours that it may import.
allow() {
  module=$1
  shift
  for imported in $(git grep -hoE '^(package |internal )?import [A-Za-z]+' -- "Sources/$module" | awk '{ print $NF }' | sort -u); do
    [ -d "Sources/$imported" ] || continue
    case " $* " in
      *" $imported "*) ;;
      *) fail "$module imports $imported" ;;
    esac
  done
}

allow Diagnostics
allow YAMLSyntax CLibYAML Diagnostics
allow SMSVoice
allow AWSClient CLibCrypto CLibCurl SMSVoice
allow Resources Diagnostics SMSVoice YAMLSyntax
allow Planning Diagnostics Resources SMSVoice
allow Applying Planning Resources SMSVoice
allow Simulator CLibCrypto SMSVoice
allow smsctl CommandLineTool

if git grep -nE 'ServiceOperation|ServiceRequest|SMSVoiceService' -- Sources/Simulator; then
  fail "the simulator uses the client's encoding"
fi
if git grep -nE '(OptOutList|SenderID|PhoneNumber|Pool|ProtectConfiguration|ConfigurationSet)Kind' \
  -- Sources/Planning Sources/Applying Sources/CommandLineTool; then
  fail "a kind is known outside of Resources"
fi
exit $status
