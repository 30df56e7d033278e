#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: golden.sh --write
# Give docs/debugging.md and docs/new-model.md what their commands print now; run by 'make golden' in
# the build folder.  Read the difference before you commit it.
if [ "$1" != --write ]; then
	echo "usage: $0 --write" >&2
	exit 2
fi
IXCONFORM_GOLDEN=rewrite
export IXCONFORM_GOLDEN
sh "$(dirname "$0")/debugging.test" | grep '^not ok'
exit 0
