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

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

finish() {
	echo "1..$results"
	[ "$failures" = 0 ]
	exit
}
