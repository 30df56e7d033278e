#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/release.sh VERSION FILE
# Write the C code of this program's release into the FILE, if it has changed:
# the version now (VERSION is that of configure, which may be older), the commit
# and the digests of the suites.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/.." && pwd)
file=$2

# 'sudo make install' is another user, of whom git fears the tree: what was
# built stays.
if [ -e "$top/.git" ] && [ -s "$file" ] &&
	! git -C "$top" rev-parse HEAD >/dev/null 2>&1; then
	exit 0
fi
version=$(sh "$here/git-version.sh" "$1")
commit=$(sh "$here/git-version.sh" --commit)
case $version in
*-dirty) modified=true ;;
*) modified=false ;;
esac

suites() {
	for manifest in "$top"/suites/*.xml; do
		name=$(sed -n 's/.*<suite .*name="\([^"]*\)".*/\1/p' "$manifest")
		list=$(sh "$here/suite-list.sh" "$manifest")
		digest=$(printf '%s\n' "$list" | sh "$here/sha256.sh" | cut -d ' ' -f 1)
		printf '\t{ "%s",\n\t    "%s",\n\t    %d },\n' "$name" "$digest" \
			"$(printf '%s\n' "$list" | wc -l)"
	done
}

cat >"$file.new" <<END
/* Made by build-aux/release.sh. */
#include "release/release.h"

static const struct released_suite suites[] = {
$(suites)
};

const struct release this_release = {
	.version = "$version",
	.commit = "$commit",
	.is_modified = $modified,
	.suites = suites,
	.suite_count = sizeof(suites) / sizeof(suites[0]),
};
END
if cmp -s "$file.new" "$file"; then
	rm "$file.new"
else
	mv "$file.new" "$file"
fi
