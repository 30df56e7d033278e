#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: golden.sh --write
# Rewrite tests/golden/judge/ from what the judge says now; run by 'make
# golden' in the build folder.  Read the difference before you commit it.
if [ "$1" != --write ]; then
	echo "usage: $0 --write" >&2
	exit 2
fi
make tests/judge/test-judge >/dev/null || exit 1
unset CK_TAP_LOG_FILE_NAME
CK_VERBOSITY=minimal IXCONFORM_GOLDEN=rewrite tests/judge/test-judge
