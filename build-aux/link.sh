#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: link.sh OBJCOPY PROGRAM COMMAND...  Link PROGRAM with the COMMAND, and
# move its debugging information to PROGRAM.debug, where debuggers find it.
# That is four fifths of its bytes, and a recording has the SHA-256 of the
# program: each byte costs each such run.
objcopy=$1
program=$2
shift 2
"$@" || exit
if ! "$objcopy" --only-keep-debug "$program" "$program.debug" ||
	! "$objcopy" --strip-unneeded --add-gnu-debuglink="$program.debug" \
		"$program"; then
	echo "$program: keeps what is for debuggers" >&2
	rm -f "$program.debug"
fi
