#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Where the processor time of a message goes, in the runner and in the mock:
# 'ixconform load' over loopback, looked at by perf 5,000 times a second of its
# own time.  The program must be built with frame pointers and without optimising
# across files, or most of it has no name:
#
#	./configure --disable-lto CFLAGS='-O2 -g -fno-omit-frame-pointer'
#
# usage: where.sh PROGRAM DATA-FOLDER [JOBS [CASES]]
set -eu
program=$(realpath "$1") data=$(realpath "$2") jobs=${3-1000} cases=${4-20000}
case_name=conference/invitation-rejected/agent-rejects

if ! command -v perf >/dev/null; then
	echo 'where.sh: perf is not installed (on Debian: linux-perf)' >&2
	exit 2
fi
folder=$(mktemp -d)
mock=
# perf looks for the names of functions in this folder, too.
cd "$folder"
cleanup() {
	[ -z "$mock" ] || kill "$mock" 2>/dev/null || :
	rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 2' INT TERM

"$program" mock --listen 127.0.0.1:0 --invitation-timeout 1min \
	>"$folder/out" 2>&1 &
mock=$!
for try in 1 2 3 4 5 6 7 8 9 10; do
	url=$(grep -o 'http://[0-9.:]*/' "$folder/out" || :)
	[ -z "$url" ] || break
	sleep "0.$try"
done
cat >"$folder/target.xml" <<END
<target xmlns='urn:ixconform:target:1' name='where'>
<server url='$url'/>
<pool>
<agents count='$((2 * jobs + 8))' agentId='agent-{n}' placeId='place-{n}'/>
<queues count='$((2 * jobs + 8))' name='queue-{n}'/>
<workbins count='$((jobs + 8))' name='workbin-{n}'/>
</pool>
<timer name='invitation-timeout' value='1min'/>
<timer name='response-timeout' value='20s'/>
<timer name='tolerance' value='1s'/>
<background message='EventCurrentAgentStatus'/>
<background message='EventPlaceAgentState'/>
<background message='EventWorkbinContentChanged'/>
<value name='tenantId' value='101'/>
<value name='mediaType' value='email'/>
</target>
END
perf record -q -F 5000 --call-graph fp -o "$folder/mock.perf" -p "$mock" \
	>/dev/null 2>&1 &
look=$!
sleep 0.5
perf record -q -F 5000 --call-graph fp -o "$folder/runner.perf" -- \
	"$program" load --data "$data" --target "$folder/target.xml" \
	--jobs "$jobs" --cases "$cases" --quiet --json "$folder/load.json" \
	"$case_name" >/dev/null 2>&1
kill "$mock"
wait "$look" || :
mock=
messages=$(sed 's/.*"messages":\([0-9]*\).*/\1/' "$folder/load.json")

# Of each sample: the system if it is on top, the heap if it is, or else the
# first of our functions, from the top, that has a part of its own.
for side in runner mock; do
	echo "$side, $jobs cases at a time, $messages messages"
	perf script -i "$folder/$side.perf" -F ip,sym,dso 2>/dev/null |
		awk -v messages="$messages" '
	function part(name, file) {
		if (name ~ /^json_read_frame/) return "parse"
		if (name ~ /^json_print_frame/) return "print"
		if (name ~ /^(match|pattern|ledger|lease)_/) return "judge"
		if (name ~ /^(meter|examples|figures|conductor|histogram)_/)
			return "measure"
		if (name ~ /^(session|teardown)_/) return "session"
		if (name ~ /^(campaign|hub|pool|reliance)_/) return "campaign"
		if (name ~ /^mock_server_(frame|tick|next)/) return "decide"
		if (name ~ /^backlog_/) return "keep"
		if (name ~ /^(channel|stream|post|lines|sockets|take_line)/)
			return "channel"
		if (name ~ /^(route|carrier|mock_http)_/) return "channel"
		if (file ~ /libcurl/) return "libcurl"
		if (file ~ /libmicrohttpd/) return "libmicrohttpd"
		return ""
	}
	function count(what) { total++; of[what]++ }
	NF == 0 { if (top) count(found ? found : "other"); top = found = ""; next }
	{
		name = $2; file = $NF
		if (!top) {
			top = 1
			if (file ~ /kernel|vmlinux/) found = "system"
			else if (name ~ /^(_int_|__libc_)?(m|c|re)alloc|free|chunk|consolidate/)
				found = "heap"
		}
		if (!found) found = part(name, file)
	}
	END {
		if (top) count(found ? found : "other")
		for (what in of)
			printf "%6.1f %%  %5.0f ns  %s\n", 100 * of[what] / total,
				of[what] / 5000 * 1e9 / messages, what
	}' | sort -rn
done
