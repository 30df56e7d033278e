# SPDX-License-Identifier: Apache-2.0
# usage: files.sh ROOT PATTERN...  The files of the tree at ROOT whose names
# match, one per line.  Works without git, so that the rules also hold for an
# unpacked distribution; leaves out what a build or the autotools left behind:
# the build's own C code says so in its first line.
set -fu
cd "$1" || exit 1
shift
names=
for pattern; do
	names="$names${names:+ -o} -name $pattern"
done
# A folder with a config.status is a build folder.
# shellcheck disable=SC2086 # split into find's operators
find . -type d ! -name . \( -name .git -o -name out -o -name _build -o \
	-name _inst -o -name node_modules -o -name autom4te.cache -o -name .deps -o \
	-name 'ixconform-[0-9]*' -o \
	-exec test -e {}/config.status \; \) -prune -o \
	-type f ! -path ./config.h ! -path ./build-aux/tap-driver.sh \
	\( $names \) -exec grep -L '^/\* Made by build-aux/' {} + |
	sed 's|^\./||' | LC_ALL=C sort
