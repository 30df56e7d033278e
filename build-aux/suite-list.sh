#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/suite-list.sh MANIFEST
# Print the SHA-256 of each file of a suite, sorted by name, where MANIFEST is a
# file in the suites/ of a data folder.  The SHA-256 of what is printed is the
# suite's: release/suite_digest.h.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
manifest=suites/$(basename "$1")
cd "$(dirname "$1")/.."
files=$(sed -n 's|.*<[a-z]* href="\.\./\([^"]*\)".*|\1|p' "$manifest")
# shellcheck disable=SC2086 # a word each
sh "$here/sha256.sh" "$manifest" $files | LC_ALL=C sort -u -k 2
