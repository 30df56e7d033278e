#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: golden.sh --write
# Rewrite tests/golden/cli/ from what the command prints now; run by 'make
# golden' in the build folder.  Read the difference before you commit it.
if [ "$1" != --write ]; then
	echo "usage: $0 --write" >&2
	exit 2
fi
IXCONFORM_GOLDEN=rewrite
export IXCONFORM_GOLDEN
for script in assumptions bad-files bad-servers baseline connect console coverage diff html log mock one-case options plain recording server-options show simulate step suites trace; do
	sh "$(dirname "$0")/$script.test" | grep '^not ok'
done
exit 0
