#!/bin/sh
# Installs what the build needs and the machine lacks: the headers of libyaml, libcurl and OpenSSL.
# Needs apt-get (Debian, Ubuntu) and root or sudo only when something is missing.
set -eu

if ! command -v swift > /dev/null 2>&1; then
  echo "setup: there is no 'swift'; install Swift 6.2 or newer from https://www.swift.org/install" >&2
  exit 1
fi

missing=
has() { dpkg-query -W -f '${Status}' "$1" 2> /dev/null | grep -q '^install ok installed$'; }
has libyaml-dev || missing="$missing libyaml-dev"
has libssl-dev || missing="$missing libssl-dev"
has libcurl4-openssl-dev || has libcurl4-gnutls-dev || missing="$missing libcurl4-openssl-dev"
has pkg-config || has pkgconf || missing="$missing pkg-config"
for package in "$@"; do
  has "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get > /dev/null 2>&1; then
  echo "setup: please install the equivalents of:$missing" >&2
  exit 1
fi
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "setup: installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
