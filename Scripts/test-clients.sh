#!/bin/sh
# Runs Scripts/test-clients.py against a running simulator, with boto3 and the AWS CLI from PyPI in
# a virtual environment of their own.
#
#   Scripts/test-clients.sh http://127.0.0.1:8787
set -eu
cd "$(dirname "$0")/.."
url=${1:?usage: Scripts/test-clients.sh URL}
Scripts/python-packages.sh

# No configuration of the machine may leak into the test.
exec env -u AWS_PROFILE -u AWS_SESSION_TOKEN -u AWS_ENDPOINT_URL -u HTTP_PROXY -u http_proxy \
  AWS_CONFIG_FILE=/nonexistent AWS_SHARED_CREDENTIALS_FILE=/nonexistent \
  .venv/bin/python Scripts/test-clients.py "$url"
