#!/bin/sh
# Runs Scripts/check-schema.py, with jsonschema and PyYAML from PyPI in a virtual environment of their own.
#
#   Scripts/check-schema.sh SCHEMA FILE...
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/Scripts/python-packages.sh"
exec "$root/.venv/bin/python" "$root/Scripts/check-schema.py" "$@"
