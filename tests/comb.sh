#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: comb.sh IXCONFORM HINDER [EVERY [RUNS [PART [NAME...]]]]
# Runs the suite, or the named cases, over a way to the mock that cuts the
# stream at every EVERYth byte (2000), in each run from another byte on, so that
# EVERY runs cut it at each byte; and of four answers to frames up one, in each
# run after another number of bytes.  RUNS: only so many, at bytes that are
# drawn, or 'all'; PART: 3/8 is the third of eight parts of them.  Every case
# must pass, and judge again to the same; by the mock's own record no message is
# lost and none is doubled (evidence.py; left out without python3).  Exit
# status: 0 so it was, 1 not so.  AT_A_TIME in the environment: so many side by
# side (8).
set -u
ix=${1:?usage: comb.sh IXCONFORM HINDER [EVERY [RUNS [PART [NAME...]]]]}
hinder=${2:?usage: comb.sh IXCONFORM HINDER [EVERY [RUNS [PART [NAME...]]]]}
every=${3:-2000}
runs=${4:-all}
part=${5:-1/1}
shift $(($# < 5 ? $# : 5))
at_a_time=${AT_A_TIME:-8}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-comb.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
cd "$work" || exit 2
# A cut costs 12 ms; nothing that a case waits for may be over before it can
# ask for it.
timers='invitation-timeout=5s response-timeout=4s tolerance=10s'

# await FILE: until something is in it.
await() {
	rounds=0
	until [ -s "$1" ] || [ $rounds = 300 ]; do
		rounds=$((rounds + 1))
		sleep 0.02
	done
}

# play TOOTH NAME...: a run, in the present folder; sets 'status'.
play() {
	rm -f mock.url way.out mock.trace run.ndjson
	tooth=$1
	shift
	"$ix" mock --listen 127.0.0.1:0 --invitation-timeout 5s \
		--trace mock.trace >mock.url 2>mock.err &
	mock=$!
	await mock.url
	port=$(sed 's/.*:\([0-9]*\).*/\1/' mock.url)
	"$hinder" "$port" count=1 comb="$every" tooth="$tooth" comb-answers=4 \
		>way.out 2>way.err &
	way=$!
	await way.out
	sed "s|embedded=\"yes\"|url=\"http://127.0.0.1:$(head -n 1 way.out)/\"|" \
		"$here/targets/embedded.xml" >way.xml
	# shellcheck disable=SC2046 # an option and a word for each
	timeout 200 "$ix" run --quiet --target way.xml \
		$(printf ' --timer %s' $timers) --ndjson run.ndjson "$@" \
		>run.out 2>&1 </dev/null
	status=$?
	kill $way $mock 2>/dev/null
	wait $way $mock 2>/dev/null
}

# judge TOOTH: what is wrong about the run that was played, and its figures.
judge() {
	"$ix" check run.ndjson >check.out 2>&1
	if [ $status = 3 ]; then
		echo "$1" >>../unjudged
	elif [ $status != 0 ] ||
		! tail -n 1 check.out | grep -q '^\([0-9]*\) cases: \1 same$'; then
		echo "cut from byte $1 on: status $status"
		tail -n 5 run.out check.out
	fi
	[ -z "$python" ] ||
		"$python" "$here/tests/evidence.py" mock.trace run.ndjson \
			>evidence.out 2>&1 || cat evidence.out
	sed -n '$s/ messages sent, .* recorded,.*//p' evidence.out >messages
	echo "$(tail -n 1 way.out) $(cat messages)" >>../figures
}

# try TOOTH NAME...: what could not be judged, on a busy machine, is tried again;
# where that fails, too, it counts as not tried, and its byte is named.
try() {
	play "$@"
	if [ $status = 3 ]; then
		echo "$1" >>../again
		play "$@"
	fi
	judge "$1" >wrong
}

teeth() {
	if [ "$runs" = all ]; then
		seq 0 $((every - 1))
	else
		awk -v n="$runs" -v every="$every" 'BEGIN {
			srand()
			while (n-- > 0)
				print int(rand() * every)
		}'
	fi | awk -v part="$part" '{
		split(part, of, "/")
		if (NR % of[2] == of[1] % of[2])
			print
	}'
}

python=$(command -v python3)
: >figures
: >again
: >unjudged
number=0
for tooth in $(teeth); do
	number=$((number + 1))
	mkdir $number
	(cd $number && : >evidence.out && try "$tooth" "$@") &
	[ $((number % at_a_time)) != 0 ] || {
		wait
		find . -name wrong -size +0 -exec cat {} \; >>wrongs
		find . -mindepth 1 -maxdepth 1 -type d -exec rm -r {} \;
	}
done
wait
find . -name wrong -size +0 -exec cat {} \; >>wrongs
cat wrongs
bad=$(grep -c '^cut from' wrongs)
[ "$bad" != 0 ] || [ ! -s wrongs ] || bad=1
[ ! -s unjudged ] || echo "not judged, from byte: $(tr '\n' ' ' <unjudged)"
awk -v bad="$bad" -v again="$(wc -l <again)" -v unjudged="$(wc -l <unjudged)" '
	{
		if ($2 > most)
			most = $2
		streams += $3
		answers += $4
		messages += $5
		runs++
	}
	END {
		printf "%d runs, of up to %d bytes of the stream: %d cuts in it, " \
		    "%d in answers, %d messages; %d run again, %d not judged, " \
		    "%d failed\n", \
		    runs, most, streams, answers, messages, again, unjudged, bad
	}' figures
[ "$bad" = 0 ] && [ ! -s unjudged ] && [ "$(wc -l <figures)" = $number ]
