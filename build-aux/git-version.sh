#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/git-version.sh NUMBER|--commit|--time
# The NUMBER may be an older version, of which only the number counts.
# Print the version of this tree, for configure.ac:
#   a tarball's    what its .tarball-version says
#   at a tag       v1.2.3 is 1.2.3
#   after a tag    1.2.3+4.0123456789ab: that many commits, and the last one
#   without tags   NUMBER+0123456789ab, as in a shallow clone
#   without git    NUMBER
# with -dirty where files that git knows are not as in the last commit; or all
# digits of the last commit, or its time in seconds since 1970.  Each clone says
# the same.
set -u
asked=$1
number=${asked%%[+-]*}
digits=12
top=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1

if [ -s "$top/.tarball-version" ]; then
	case $asked in
	--commit) sed -n 2p "$top/.tarball-version" ;;
	--time) sed -n 3p "$top/.tarball-version" ;;
	*) sed -n 1p "$top/.tarball-version" ;;
	esac
	exit
fi

# Of this tree: one around it has its own version.
in_git() {
	(cd "$top" && unset GIT_DIR GIT_WORK_TREE && git "$@" 2>/dev/null)
}
if [ -n "$(in_git rev-parse --show-cdup || echo none)" ]; then
	printf '%s\n' "$number"
	exit
fi
case $asked in
--commit) in_git rev-parse --verify HEAD ;;
--time) in_git -c log.showSignature=false log -1 --format=%ct ;;
esac
[ "${asked#--}" = "$asked" ] || exit 0

if described=$(in_git describe --tags --long --abbrev=$digits --match 'v[0-9]*'); then
	commit=${described##*-g}
	described=${described%-g*}
	count=${described##*-}
	version=${described%-*}
	version=${version#v}
	[ "$count" = 0 ] || version=$version+$count.$commit
else
	version=$number+$(in_git rev-parse --short=$digits HEAD || echo unborn)
fi
[ -z "$(in_git --no-optional-locks status --porcelain --untracked-files=no || echo unknown)" ] ||
	version=$version-dirty
printf '%s\n' "$version"
