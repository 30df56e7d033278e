#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: flaky.sh IXCONFORM [RUNS [JOBS_RUNS]]
# Runs the whole suite RUNS times (200) against the embedded mock, then
# JOBS_RUNS times (20) one case at a time and as often sixteen at a time, with
# every core kept busy by something else.  Every run must end alike, with exit
# status 0 and the same verdict of each case.  Exit status: 0 so it was, 1 not
# so.
set -u
ix=${1:?usage: flaky.sh IXCONFORM [RUNS [JOBS_RUNS]]}
runs=${2:-200}
jobs_runs=${3:-20}
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

# verdicts [OPTION...]: of one run, in an order that does not depend on time.
verdicts() {
	"$ix" run "$@" >"$work/out" 2>"$work/err"
	status=$?
	sed -n 's/^\([A-Z]*\)  \([^ ]*\).*/\1 \2/p' "$work/out" | sort
	echo "exit status $status"
	[ $status = 0 ] || cat "$work/out" "$work/err"
}

# repeat RUNS [OPTION...]: every run against the first one of all.
repeat() {
	wanted=$1
	shift
	alike=0
	for run in $(seq "$wanted"); do
		verdicts "$@" >"$work/now"
		[ -f "$work/first" ] || cp "$work/now" "$work/first"
		if cmp -s "$work/first" "$work/now" &&
			grep -qx 'exit status 0' "$work/now"; then
			alike=$((alike + 1))
		else
			echo "run $run is not like the first, or did not pass:"
			diff "$work/first" "$work/now"
			cat "$work/now"
		fi
	done
	echo "$wanted runs${*:+ with $*}, $alike identical"
	[ "$alike" = "$wanted" ]
}

status_of_all=0
repeat "$runs" || status_of_all=1
repeat "$jobs_runs" --jobs 1 || status_of_all=1
repeat "$jobs_runs" --jobs 16 || status_of_all=1
[ $status_of_all = 0 ]
