#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: figures.sh IXCONFORM BUILD [short|long [SEED]]
# Attacks the program and prints a table: what was done, how often, what the
# slowest took, the most memory, and what went wrong.  BUILD is the folder of
# the fuzz programs.  The limits are 10 s for an input and 64 MiB; a run that is
# killed leaves a recording that can be read, and no other file.  An input that
# crashes is copied to the present folder.  Exit status: 0 all was well, 1 not so.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
absolute() {
	echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
ix=$(absolute "${1:?usage: figures.sh IXCONFORM BUILD [short|long [SEED]]}")
build=$(absolute "${2:?usage: figures.sh IXCONFORM BUILD [short|long [SEED]]}")
form=${3:-long}
seed=${4:-1}
LIMIT_MS=10000
LIMIT_KIB=65536
AT_A_TIME=4
# The sanitizers need memory of their own.
if nm -D "$ix" 2>/dev/null | grep -q __asan_init; then
	LIMIT_KIB=1048576
fi
top_srcdir=$top
IXCONFORM_DATA=$top
export top_srcdir IXCONFORM_DATA
start=$(pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-figures.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
cd "$work" || exit 2
wrong=0
python=$(command -v python3)

# row WHAT COUNT SLOWEST MEMORY WRONG
row() {
	printf '%-42s %9s %12s %11s %6s\n' "$@"
}

# count SHORT LONG
count() {
	if [ "$form" = long ]; then echo "$2"; else echo "$1"; fi
}

# fuzz WHAT TARGET COUNT: inputs to a fuzz program, mutated from its corpus.
fuzz() {
	[ -x "$build/tests/fuzz/test-$2" ] || return
	"$build/tests/fuzz/test-$2" "$seed" "$3" >log 2>&1
	bad=$(grep -c '^not ok' log)
	grep -q '^# [0-9]* inputs' log || bad=$((bad + 1))
	figures=$(sed -n 's/^# \([0-9]*\) inputs, at most \([0-9.]*\) ms each, \([0-9]*\) KiB.*/\1 \2 \3/p' log)
	# shellcheck disable=SC2086 # three words
	set -- "$1" ${figures:-0 0 0}
	[ "${3%.*}" -le $LIMIT_MS ] || bad=$((bad + 1))
	[ "$4" -le $LIMIT_KIB ] || bad=$((bad + 1))
	wrong=$((wrong + bad))
	row "$1" "$2" "$3 ms" "$(($4 / 1024)) MiB" "$bad"
	[ "$bad" = 0 ] || sed 's/^/    /' log
	for crash in crash-*; do
		[ ! -f "$crash" ] || cp "$crash" "$start"
	done
}

# moments COUNT MOST: so many random times in ms.
moments() {
	awk -v n="$1" -v most="$2" -v seed="$seed" 'BEGIN {
		srand(seed)
		while (n-- > 0)
			print int(rand() * most)
	}'
}

pause_ms() {
	sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# Nothing is left but what was asked for; the recording can be read, unless it
# had not begun, is judged as before, and has what was acknowledged.
look_after() {
	left=$(find tmp -mindepth 1; find . -name '*.tmp' -o -name '.ix*')
	[ -z "$left" ] || echo "leaves $left"
	[ -s run.ndjson ] || return
	[ "$(wc -l <run.ndjson)" -gt 0 ] || return
	if [ -n "$python" ]; then
		"$python" "$top/tests/evidence.py" mock.trace run.ndjson \
			>evidence 2>&1 || cat evidence
	fi
	grep -q '"event":"case-started"' run.ndjson || return
	timeout 60 "$ix" report run.ndjson --junit later.xml >later 2>&1 ||
		echo "the recording cannot be read: $(cat later)"
	timeout 60 "$ix" check --quiet run.ndjson >checked 2>&1
	case $? in
	0 | 3) ;;
	*) [ "$1" = server ] && ! grep -q differ checked ||
		echo "the recording is judged differently: $(tail -n 3 checked)" ;;
	esac
}

# await FILE: until something is in it.
await() {
	rounds=0
	until [ -s "$1" ] || [ $rounds = 200 ]; do
		rounds=$((rounds + 1))
		sleep 0.05
	done
}

# begin HINDRANCE...: a run against a mock in a process of its own, over a way
# that cuts the stream, since a frame is acknowledged when it is resumed.
begin() {
	mkdir tmp
	"$ix" mock --listen 127.0.0.1:0 --trace mock.trace >url 2>&1 &
	server=$!
	await url
	"$build/tests/cli/hinder" "$(sed 's/.*:\([0-9]*\).*/\1/' url)" \
		cut-every=3000 "$@" >way 2>&1 &
	way=$!
	await way
	sed "s|embedded=\"yes\"|url=\"http://127.0.0.1:$(cat way)/\"|" \
		"$top/targets/embedded.xml" >target.xml
	# shellcheck disable=SC2016 # expanded by the inner shell
	TMPDIR=tmp timeout 60 sh -c 'echo $$ >runner.pid; exec "$@"' - \
		"$ix" run --target target.xml --quiet --ndjson run.ndjson \
		--junit junit.xml --html page.html >out 2>&1 &
	runner=$!
}

end() {
	kill "$server" "$way" 2>/dev/null
	wait "$server" "$way"
}

# kill_runner MS: then, or, of every second one, as it acknowledges frames.
kill_runner() {
	if [ $(($1 % 2)) = 0 ]; then
		begin
		pause_ms "$1"
		kill -9 "$(cat runner.pid)"
	else
		begin kill-at=$((2 + $1 / 20))
	fi
	wait $runner
	end
	look_after runner
}

# kill_server MS: the run must end by itself.
kill_server() {
	begin
	pause_ms "$1"
	kill -9 $server
	wait $runner
	status=$?
	end
	case $status in
	0 | 1 | 3) ;;
	*) echo "the run ends with $status: $(tail -n 3 out)" ;;
	esac
	tail -n 1 junit.xml | grep -qx '</testsuites>' || echo "the report is not whole"
	look_after server
}

# kills WHAT FUNCTION COUNT
kills() {
	rm -rf kills
	mkdir kills
	number=0
	for ms in $(moments "$3" 1300); do
		number=$((number + 1))
		mkdir kills/$number
		(cd kills/$number && $2 "$ms" >../$number.wrong 2>/dev/null) 2>/dev/null &
		[ $((number % AT_A_TIME)) != 0 ] || wait
	done
	wait
	bad=$(find kills -name '*.wrong' -size +0 | wc -l)
	wrong=$((wrong + bad))
	row "$1" "$3" - - "$bad"
	cat kills/*.wrong | sed 's/^/    /' | head -n 20
	[ -z "$python" ] || cat kills/*/evidence | awk '
		/ acknowledged$/ {
			sent += $1
			recorded += $4
			acknowledged += $6
		}
		END {
			printf "    %d messages sent, %d recorded, %d acknowledged\n",
			    sent, recorded, acknowledged
		}'
}

# stops COUNT: see stops.sh.
stops() {
	sh "$top/tests/stops.sh" "$ix" "$1" $AT_A_TIME >log 2>&1
	bad=$(sed -n 's/^.* \([0-9]*\) failed$/\1/p' log)
	wrong=$((wrong + ${bad:-1}))
	row "stops of the runner" "$1" - - "${bad:-1}"
}

row "what was done" times slowest memory wrong
fuzz "hostile frames" frame "$(count 20000 1000000)"
fuzz "hostile texts in JSON" json "$(count 20000 1000000)"
fuzz "hostile streams, to the client" client "$(count 60 5000)"
fuzz "hostile requests, to the mock" server "$(count 120 10000)"
fuzz "hostile requests, in any order" mock "$(count 2000 200000)"
fuzz "hostile runs of small cases, judged" judge "$(count 500 50000)"
fuzz "mutated fixtures" loader "$(count 400 10000)"
fuzz "mutated suites" suite "$(count 400 10000)"
fuzz "mutated target files" target "$(count 400 10000)"
fuzz "mutated catalogues" catalogue "$(count 400 10000)"
fuzz "mutated baselines" baseline "$(count 400 10000)"
fuzz "mutated recordings" recording "$(count 200 1000)"
fuzz "mutated plain transcripts" transcript "$(count 400 1000)"
fuzz "mutated logs" log "$(count 300 1000)"
kills "kills of the runner" kill_runner "$(count 4 500)"
kills "kills of the server" kill_server "$(count 4 500)"
[ "$form" != long ] || stops 200
[ $wrong = 0 ]
