#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: flaky.sh IXCONFORM [RUNS]
# Runs the whole suite RUNS times (200) against the embedded mock, with every
# core kept busy by something else.  Every run must end alike, with exit status
# 0 and the same verdict of each case.  Exit status: 0 so it was, 1 not so.
set -u
ix=${1:?usage: flaky.sh IXCONFORM [RUNS]}
runs=${2:-200}
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-flaky.XXXXXX") || exit 2
burners=
end_all() {
	# shellcheck disable=SC2086 # one word a process
	[ -z "$burners" ] || kill $burners
	rm -rf "$work"
}
trap end_all EXIT
trap 'exit 2' HUP INT TERM

for _ in $(seq "$(getconf _NPROCESSORS_ONLN)"); do
	yes >/dev/null &
	burners="$burners $!"
done

# The verdicts of one run, in an order that does not depend on time.
verdicts() {
	"$ix" run >"$work/out" 2>"$work/err"
	status=$?
	sed -n 's/^\([A-Z]*\)  \([^ ]*\).*/\1 \2/p' "$work/out" | sort
	echo "exit status $status"
	[ $status = 0 ] || cat "$work/out" "$work/err"
}

alike=0
for run in $(seq "$runs"); do
	verdicts >"$work/now"
	[ "$run" = 1 ] && cp "$work/now" "$work/first"
	if cmp -s "$work/first" "$work/now" &&
		grep -qx 'exit status 0' "$work/now"; then
		alike=$((alike + 1))
	else
		echo "run $run is not like the first, or did not pass:"
		diff "$work/first" "$work/now"
		cat "$work/now"
	fi
done
echo "$runs runs, $alike identical"
[ "$alike" = "$runs" ]
