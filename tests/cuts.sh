#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: cuts.sh IXCONFORM HINDER [SAMPLES] Runs a case over a way to the mock
# that cuts the stream once, at each of its bytes, or at SAMPLES of them that
# are drawn; does the same with the answer that makes the channel, and with one
# to frames up; loses some of these; cuts the stream all the time;
# and closes each connection between two requests.  Every run must pass, judge
# again to the same, and have as many messages as a run over a good way: none is
# lost, none is doubled.  Exit status: 0 so it was, 1 not so.
set -u
ix=${1:?usage: cuts.sh IXCONFORM HINDER [SAMPLES]}
hinder=${2:?usage: cuts.sh IXCONFORM HINDER [SAMPLES]}
samples=${3:-}
case=conference/invitation-rejected/agent-rejects
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-cuts.XXXXXX") || exit 2
here=$(cd "$(dirname "$0")/.." && pwd)
mock=
way=
end_all() {
	for process in $mock $way; do
		kill "$process" 2>/dev/null
	done
	rm -rf "$work"
}
trap end_all EXIT
trap 'exit 2' HUP INT TERM
cd "$work" || exit 2

# await FILE: until something is in it.
await() {
	rounds=0
	until [ -s "$1" ] || [ $rounds = 200 ]; do
		rounds=$((rounds + 1))
		sleep 0.02
	done
}

# run_over HINDRANCE...: a run; 'messages' came, and 'bytes' of the stream.
run_over() {
	rm -f way.out run.ndjson
	"$hinder" "$port" count=1 "$@" >way.out 2>way.err &
	way=$!
	await way.out
	sed "s|embedded=\"yes\"|url=\"http://127.0.0.1:$(head -n 1 way.out)/\"|" \
		"$here/targets/embedded.xml" >way.xml
	timeout 60 "$ix" run --target way.xml --ndjson run.ndjson $case \
		>run.out 2>&1 </dev/null
	status=$?
	kill $way
	wait $way 2>/dev/null
	way=
	messages=$(grep -c '"event":"observation"' run.ndjson)
	bytes=$(tail -n 1 way.out | cut -d ' ' -f 1)
}

bad=0
runs=0
# try HINDRANCE...: the same, compared with the run over a good way.  What could
# not be judged, on a busy machine, is tried again.
try() {
	run_over "$@"
	[ $status != 3 ] || run_over "$@"
	runs=$((runs + 1))
	"$ix" check run.ndjson >check.out 2>&1
	if [ $status != 0 ] || [ "$messages" != "$whole" ] ||
		! tail -n 1 check.out | grep -q '^\([0-9]*\) cases: \1 same$'; then
		bad=$((bad + 1))
		echo "over a way with $*: status $status, $messages messages" \
			"instead of $whole"
		tail -n 5 run.out check.out
	fi
}

"$ix" mock --listen 127.0.0.1:0 --invitation-timeout 1s >mock.url &
mock=$!
await mock.url
port=$(sed 's/.*:\([0-9]*\).*/\1/' mock.url)
run_over
whole=$messages
size=$bytes
if [ $status != 0 ] || [ "$size" -lt 1000 ]; then
	echo "a run over a good way ends with status $status:"
	cat run.out way.out
	exit 1
fi
if [ -n "$samples" ]; then
	moments=$(awk -v n="$samples" -v size="$size" 'BEGIN {
		srand()
		while (n-- > 0)
			print 1 + int(rand() * (size - 1))
	}')
else
	moments=$(seq 1 $((size - 1)))
fi
for at in $moments; do
	try cut-at="$at"
done
# The heads of these answers have less.
for at in $(if [ -n "$samples" ]; then seq 1 17 90; else seq 1 90; fi); do
	try cut-answer="$at"
	try cut-hello="$at"
done
for number in 1 2 3 5 8; do
	try lose=$number limit=1
done
# Some two hundred bytes are the head of each response.
try cut-every=$((size / 50 + 250))
try cut-every=$((size / 20 + 250)) lose=3 close=2
try close=1
echo "$runs runs over a bad way, the stream of $size bytes cut at" \
	"${samples:-each of them}, $bad failed"
[ $bad = 0 ]
