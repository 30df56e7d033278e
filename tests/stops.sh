#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: stops.sh IXCONFORM [STOPS [AT_A_TIME]] Stops the runner STOPS times
# (200) for 1.3 s at a random moment of a run of the whole suite: half of the
# times with the mock in its process, which is then stopped as well, half with
# one in another process.  The mock is a good server: no case may fail, whatever
# the moment.  AT_A_TIME runs (8) run side by side.  Exit status: 0 none
# failed, 1 one did.
set -u
ix=${1:?usage: stops.sh IXCONFORM [STOPS [AT_A_TIME]]}
stops=${2:-200}
at_a_time=${3:-8}
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-stops.XXXXXX") || exit 2
here=$(cd "$(dirname "$0")/.." && pwd)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# begin_mock RUN: a target for its own mock in RUN.xml; 'mock' is its process.
begin_mock() {
	"$ix" mock --listen 127.0.0.1:0 --invitation-timeout 1s >"$1.url" &
	mock=$!
	rounds=0
	until [ -s "$1.url" ] || [ $rounds = 100 ]; do
		rounds=$((rounds + 1))
		sleep 0.05
	done
	sed "s|embedded=\"yes\"|url=\"$(cat "$1.url")\"|" \
		"$here/targets/embedded.xml" >"$1.xml"
}

# stop_once RUN MS: stop a run that many milliseconds after its start.
stop_once() {
	run=$work/$1
	mock=
	[ $(($1 % 2)) = 0 ] || begin_mock "$run"
	"$ix" run ${mock:+--target "$run.xml"} --ndjson "$run.ndjson" \
		>"$run.out" 2>&1 &
	runner=$!
	sleep "$(printf '%d.%03d' $(($2 / 1000)) $(($2 % 1000)))"
	kill -STOP $runner
	sleep 1.3
	kill -CONT $runner
	wait $runner
	status=$?
	[ -z "$mock" ] || kill $mock
	grep -q '"lag":1[0-9]\{9\}' "$run.ndjson" && echo "$1" >>"$work/late"
	# 3: a case could not be judged, as it should be
	"$ix" check "$run.ndjson" >"$run.check" 2>&1
	if [ $status != 0 ] && [ $status != 3 ]; then
		echo "run $1, stopped after $2 ms, ended with status $status:"
		cat "$run.out"
	elif ! tail -n 1 "$run.check" | grep -q '^\([0-9]*\) cases: \1 same$'; then
		echo "run $1 is judged differently when it is checked:"
		cat "$run.check"
	else
		echo "$1" >>"$work/good"
	fi
}

: >"$work/good"
: >"$work/late"
moments=$(awk -v n="$stops" 'BEGIN {
	srand()
	while (n-- > 0)
		print int(rand() * 1150)
}')
number=0
for ms in $moments; do
	number=$((number + 1))
	stop_once $number "$ms" 2>/dev/null &
	[ $((number % at_a_time)) != 0 ] || wait
done
wait
good=$(wc -l <"$work/good")
echo "$number stops, in $(wc -l <"$work/late") of them a case was late," \
	"$((number - good)) failed"
[ "$good" = "$number" ]
