#!/usr/bin/env bash
# Writes the two lock files anew from pyproject.toml: the newest versions the package index offers, with every published hash, for every
# operating system and Python from 3.11 on. Further arguments go to the resolver, for instance: --upgrade-package cryptography
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

readonly RESOLVER="uv==0.13.9"
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check "$RESOLVER"

compile() { # compile LOCK ARGUMENT...
    local lock=$1
    shift
    "$scratch/venv/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --strip-extras --output-file "$lock" "$@"
}

compile packaging/requirements.txt --extra setup "$@"
compile packaging/requirements-dev.txt --extra setup --extra dev --constraint packaging/requirements.txt "$@"
