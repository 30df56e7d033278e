# SPDX-License-Identifier: Apache-2.0
# Results of a script as TAP.  Sourced.
# shellcheck disable=SC2034
results=0
failures=0

# result STATUS TEXT
result() {
	results=$((results + 1))
	if [ "$1" = 0 ]; then
		echo "ok $results - $2"
	else
		failures=$((failures + 1))
		echo "not ok $results - $2"
	fi
}

# skip TEXT REASON: one result.
skip() {
	results=$((results + 1))
	echo "ok $results - $1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

# lacks WANTED TEXT: ends a test for which something is missing: as skipped, or,
# where WANTED is "required", as failed.
lacks() {
	[ "$1" = required ] || skip_all "$2"
	echo "1..1"
	echo "not ok 1 - $2"
	exit 1
}

finish() {
	echo "1..$results"
	[ "$failures" = 0 ]
	exit
}
