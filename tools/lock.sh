#!/bin/sh
# Exact versions with hashes for every platform, from pyproject.toml; no address of any package index in the files.
# Extras stay in the pins: pip refuses `coverage[toml]` where only `coverage` is pinned, as soon as a newer one is out.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-strip-extras --custom-compile-command "make lock" --quiet "$@"
}
compile --output-file requirements/lock.txt
compile --extra dev --constraint requirements/lock.txt --output-file requirements/dev.txt
