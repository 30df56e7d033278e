#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: golden.sh --write
# Rewrite the .expected files of tests/bad from what the loader says now; run by
# 'make golden' in the build folder.  Read the difference before you commit it.
if [ "$1" != --write ]; then
	echo "usage: $0 --write" >&2
	exit 2
fi
make tests/load/test-load >/dev/null || exit 1
unset CK_TAP_LOG_FILE_NAME
CK_VERBOSITY=minimal CK_RUN_SUITE=bad IXCONFORM_GOLDEN=rewrite tests/load/test-load
