#!/bin/sh
# Runs Scripts/test-clients.py against a running simulator, with boto3 and the AWS CLI from PyPI in
# a virtual environment of their own.
#
#   Scripts/test-clients.sh http://127.0.0.1:8787
set -eu
cd "$(dirname "$0")/.."
url=${1:?usage: Scripts/test-clients.sh URL}

if ! .venv/bin/python -c 'import boto3, awscli' 2> /dev/null; then
  if ! python3 -m venv .venv 2> /dev/null; then
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
  .venv/bin/pip install --quiet --disable-pip-version-check boto3 awscli
fi

# No configuration of the machine may leak into the test.
exec env -u AWS_PROFILE -u AWS_SESSION_TOKEN -u AWS_ENDPOINT_URL -u HTTP_PROXY -u http_proxy \
  AWS_CONFIG_FILE=/nonexistent AWS_SHARED_CREDENTIALS_FILE=/nonexistent \
  .venv/bin/python Scripts/test-clients.py "$url"
