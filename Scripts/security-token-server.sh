#!/bin/sh
# Runs moto's server on a free loopback port: a Security Token Service that nobody here wrote. It prints the port.
set -eu
cd "$(dirname "$0")/.."
Scripts/python-packages.sh

# No configuration of the machine may leak into the test.
exec env -u AWS_PROFILE -u AWS_SESSION_TOKEN -u AWS_ENDPOINT_URL -u HTTP_PROXY -u http_proxy \
  AWS_CONFIG_FILE=/nonexistent AWS_SHARED_CREDENTIALS_FILE=/nonexistent AWS_EC2_METADATA_DISABLED=true \
  .venv/bin/moto_server -H 127.0.0.1 -p 0
