#!/bin/sh
# Makes .venv, a virtual environment with what tests need from PyPI: boto3 and the AWS CLI, jsonschema, PyYAML
# and moto's server. Adds the packages of its arguments, whose modules must have the same names. Does nothing when all is
# there; of two at once the second waits.
set -eu
cd "$(dirname "$0")/.."
exec 9< Scripts/python-packages.sh
flock 9

modules='awscli, boto3, flask, jsonschema, moto.server, yaml'
for name; do modules="$modules, $name"; done
if .venv/bin/python -c "import $modules" 2> /dev/null; then exit; fi
if ! [ -x .venv/bin/pip ] && ! python3 -m venv .venv 2> /dev/null; then
  # Debian and Ubuntu keep venv in a package of its own.
  rm -rf .venv
  if [ "$(id -u)" != 0 ]; then
    echo 'python3 -m venv does not work here; install the package python3-venv' >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv > /dev/null
  python3 -m venv .venv
fi
.venv/bin/pip install --quiet --disable-pip-version-check awscli boto3 jsonschema 'moto[server]' pyyaml "$@"
