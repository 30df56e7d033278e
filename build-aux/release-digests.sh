#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/release-digests.sh PROGRAM TARBALL BUILT-WITH
# Print the digests of a release, as docs/releases.md explains them: of the
# program, of the tarball, and of each suite with its files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$1 tarball=$2 built_with=$3

# digest FILE
digest() {
	sh "$here/sha256.sh" <"$1" | cut -d ' ' -f 1
}

"$program" --version | sed '/^suite/d; s/^/# /'
printf '# built with %s\n' "$built_with"
printf '%s  ixconform\n' "$(digest "$program")"
printf '%s  %s\n' "$(digest "$tarball")" "$(basename "$tarball")"
for manifest in "$here"/../suites/*.xml; do
	list=$(sh "$here/suite-list.sh" "$manifest")
	printf '# suite %s %s: the SHA-256 of its lines\n%s\n' \
		"$(sed -n 's/.*<suite .*name="\([^"]*\)".*/\1/p' "$manifest")" \
		"$(printf '%s\n' "$list" | sh "$here/sha256.sh" | cut -d ' ' -f 1)" "$list"
done
