#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: analyze.sh EXCEPTIONS SOURCE...
# Run gcc's -fanalyzer (CC, CPPFLAGS) on each source, from the top of the source
# tree, and print what it finds, but for the exceptions: a file with lines
# "SOURCE WARNING why", of which each must still apply.  Exit status: 0 nothing,
# 1 something, 2 the compiler has no analyzer.
set -u
exceptions=$1
shift
: "${CC:=gcc}" "${CPPFLAGS=}"
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-analyze.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
echo 'int x;' >"$work/empty.c"
# shellcheck disable=SC2086 # lists of words
if ! $CC -fanalyzer -c -o "$work/empty.o" "$work/empty.c" 2>/dev/null; then
	echo "make analyze: '$CC' does not take -fanalyzer; gcc 10 and later do" >&2
	exit 2
fi
for source; do
	# shellcheck disable=SC2086 # lists of words
	$CC -std=gnu11 -O1 -fanalyzer $CPPFLAGS -c -o "$work/object.o" "$source" 2>&1
done | grep 'warning: ' >"$work/found"
awk -v exceptions="$exceptions" '
	BEGIN {
		while ((getline line < exceptions) > 0) {
			if (line ~ /^#/ || split(line, word, " ") < 2)
				continue
			excused[word[1] " " word[2]] = 1
		}
	}
	{
		file = $1
		sub(/:.*/, "", file)
		kind = $NF
		gsub(/[][]/, "", kind)
		key = file " " kind
		if (key in excused) {
			seen[key] = 1
			next
		}
		print
		wrong = 1
	}
	END {
		for (key in excused)
			if (!(key in seen)) {
				print "not found any more: " key
				wrong = 1
			}
		exit wrong
	}' "$work/found"
