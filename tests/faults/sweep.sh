#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sweep.sh IXCONFORM FAILING [POINTS [SCENARIO[/KIND]...]]
# Lets calls of the system and of malloc() fail, one at a time and from one on,
# in a short run of each command: each of them, of malloc() the first of each place
# in the program that asks for memory, with its callers; or with POINTS that many of
# each kind, evenly spread.  FAULTS_ALL=1: of malloc() each, too.  A command may then end with a sentence and a status, but
# not crash, hang, fail a healthy server, leave half a report under its name, or
# end with 0 and without what it was to write.  FAULTS_FROM=N begins with the Nth
# call, where a sweep was interrupted; FAULTS_VERBOSE=1 shows what was said;
# FAULTS_KEEP=FOLDER keeps what was written wrongly.  Prints a line for each scenario
# and kind, and one for each finding.  Exit status: 0 none, 1 some, 77 the
# system does not allow it.
# shellcheck disable=SC2086 # words without blanks, and lists of them
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
absolute() {
	echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
ix=$(absolute "${1:?usage: sweep.sh IXCONFORM FAILING [POINTS [SCENARIO...]]}")
failing=$(absolute "${2:?usage: sweep.sh IXCONFORM FAILING [POINTS [SCENARIO...]]}")
points=${3:-0}
if [ $# -gt 3 ]; then shift 3; else set --; fi
chosen=" $* "
LIMIT_S=30 # longer is a hang, on a busy machine, too
kinds="write read open socket connect listen send receive poll fork name file look pipe map malloc"
all_scenarios="simulate live mock check log plain report merge diff coverage list lint
	show help qualify probe load simulated-load certify verify"
unset NO_COLOR COLUMNS http_proxy https_proxy all_proxy no_proxy
unset HTTPS_PROXY ALL_PROXY NO_PROXY
LC_ALL=C.UTF-8
# The search for leaks needs calls of its own.
ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0
export LC_ALL ASAN_OPTIONS

work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-faults.XXXXXX") || exit 2
server=
trap '[ -z "$server" ] || kill -9 $server 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
cd "$work" || exit 2

# A suite of one case, so that there is less to fail.
mkdir data
for folder in schema suites fixtures targets; do
	cp -R "$top/$folder" data/
done
chmod -R u+w data
phase=data/fixtures/conference/invitation-issued.xml
mv data/fixtures/conference all
mkdir data/fixtures/conference
sed '/<\/case>/q' all/invitation-issued.xml >$phase
echo '</fixture>' >>$phase
sed -i '/fixtures\/conference\//{/invitation-issued/!d;}' data/suites/conference.xml

# --- the scenarios: their words, and what each is to write ---

reports="--junit a.xml --tap a.tap --html a.html --markdown a.md"
target="--target $top/targets/embedded.xml"
# scenario NAME: 'words' and 'files'.
scenario() {
	files="a.xml a.tap a.html a.md"
	case $1 in
	simulate)
		words="run --data ../data --simulate $reports --ndjson a.ndjson"
		files="$files a.ndjson"
		;;
	live)
		words="run --data ../data $reports --ndjson a.ndjson --trace a.log"
		files="$files a.ndjson a.log"
		;;
	mock)
		words="mock --listen 127.0.0.1:0"
		files=
		;;
	check)
		words="check --data ../data ../run.ndjson"
		files=
		;;
	log)
		words="check --data ../data --log ../ixn.log $target $reports -o a.ndjson"
		files="$files a.ndjson"
		;;
	plain) words="check --data ../data $target $reports ../plain.ndjson" ;;
	report) words="report $reports ../run.ndjson" ;;
	merge)
		words="merge -o a.ndjson ../1.ndjson ../2.ndjson"
		files=a.ndjson
		;;
	diff)
		words="diff --json a.json ../run.ndjson ../run.ndjson"
		files=a.json
		;;
	coverage)
		words="coverage --data ../data --run ../run.ndjson --json a.json"
		words="$words --excuse ../excuses.xml"
		files=a.json
		;;
	certify)
		words="certify --data ../data --product P --product-version 1 --contact x"
		words="$words --rehearsal --simulate --output a"
		files="a.tar.gz"
		;;
	verify)
		words="verify --data ../data --allow-rehearsal --allow-unsigned ../b.tar.gz --json a.json"
		files=a.json
		;;
	list)
		words="list --data ../data"
		files=
		;;
	lint)
		words="lint --data ../data"
		files=
		;;
	show)
		words="show --data ../data invitation-issued"
		files=
		;;
	help)
		words=--help
		files=
		;;
	qualify)
		words="qualify --data ../data --part messages --schedules 20 --json a.json"
		files=a.json
		;;
	probe)
		words="probe --data ../data $reports --ndjson a.ndjson B-04 B-44"
		files="$files a.ndjson"
		;;
	simulated-load)
		words="load --data ../data --simulate --cases 3 --jobs 2 --fit $reports --ndjson a.ndjson"
		files="$files a.ndjson"
		;;
	load)
		words="load --data ../data --cases 3 --jobs 2 --fit $reports --ndjson a.ndjson"
		files="$files a.ndjson"
		;;
	esac
}

# digest SCENARIO FILE: what is the same whenever all is well; numbers, times
# and identifiers differ, and live the order of messages.
digest() {
	case $1/$2 in
	# Without a locale it is in ASCII.
	*/out) wc -l <"$2" ;;
	live/a.html)
		wc -l <"$2"
		tail -n 1 "$2"
		;;
	load/a.html | simulated-load/a.html | probe/a.html) tail -n 1 "$2" ;;
	live/a.ndjson)
		sed -n 's/.*"event":"\(run-[a-z]*\|case-[a-z]*\|stimulus\)".*/\1/p' "$2" | sort
		;;
	live/a.log | load/* | simulated-load/* | probe/* | qualify/a.json)
		[ ! -s "$2" ] || echo text
		;;
	certify/a.tar.gz) gzip -t "$2" && echo whole ;;
	*)
		# A digest or a locale that cannot be had is done without.
		sed -e 's/"programSha256":"[0-9a-f]*",//' -e 's/§/s./' \
			-e 's/<div><dt>SHA-256 of ix[^<]*<[^<]*<dd>[^<]*<[^<]*<[^<]*>//' \
			"$2" | tr -d '0-9a-fmu. -'
		;;
	esac
}

# --- one attempt ---

findings=0
# finding TEXT
finding() {
	findings=$((findings + 1))
	found=$((found + 1))
	echo "FINDING $name $kind $at: $1"
	[ -z "${FAULTS_VERBOSE:-}" ] || sed 's/^/    /' out err
}

# A report that has its name is whole.
check_whole() {
	for file in $files; do
		[ -f $file ] || continue
		case $file in
		*.xml) end='</testsuites>' ;;
		*.html) end='*</html>' ;;
		*.json) end='*}' ;;
		*) continue ;;
		esac
		last=$(tail -n 1 $file)
		# shellcheck disable=SC2254 # a pattern
		case $last in
		$end) ;;
		*) finding "status $status, and $file is not whole" ;;
		esac
	done
}

check_complete() {
	for file in out $files; do
		if [ ! -f $file ]; then
			finding "status 0 without $file"
		elif ! digest $name $file | cmp -s - ../good.$name.$file; then
			finding "status 0 with another $file"
			[ -z "${FAULTS_KEEP:-}" ] || cp $file "$FAULTS_KEEP/$name-$kind-$at-$file"
		fi
	done
}

# What is said about a failure may be the write that fails.
check_sentence() {
	[ -s err ] && return
	# What speaks against a bundle is its result.
	[ $name = verify ] && [ -s out ] && return
	case $status/$kind in
	3/*) [ -s out ] && return ;;
	*/write) return ;;
	esac
	finding "status $status without a word"
}

# Of a bundle that was not made, there is at most the recording of its run.
check_unmade() {
	[ ! -e a.tar.gz ] || finding "status $status leaves an archive"
	left=$(find a -type f ! -path a/evidence/run-1-of-1.ndjson 2>/dev/null | head -n 1)
	[ -z "$left" ] || finding "status $status leaves $left"
}

# The files of an attempt, in an empty folder.
fresh() {
	rm -rf ../now
	mkdir ../now
	cd ../now || exit 2
}

check_end() {
	case $status in
	0) check_complete ;;
	2 | 3 | 4)
		check_sentence
		check_whole
		[ $name != certify ] || [ $kind = name ] || check_unmade
		;;
	124) finding "hangs" ;;
	1) finding "status 1" ;;
	# Without its first memory the dynamic linker can only crash.
	139) [ "$kind$calls" = map1 ] || [ "$kind$calls" = map2 ] || finding "status 139" ;;
	127) [ -s err ] || [ $kind = write ] || finding "not loaded, without a word" ;;
	*) finding "status $status" ;;
	esac
	[ $kind = name ] || for left in .*.tmp .ixconform*; do
		[ ! -e "$left" ] || finding "leaves $left"
	done
}

# The mock, and a client that is served or not; then the mock is ended.
attempt_mock() {
	: >out
	$failing $kind "$1" count $LIMIT_S "$ix" $words >out 2>err </dev/null &
	server=$!
	rounds=0
	until [ -s out ] || ! kill -0 $server 2>/dev/null || [ $rounds = 200 ]; do
		rounds=$((rounds + 1))
		sleep 0.02
	done
	served=
	if [ -s out ]; then
		sed "s|embedded=\"yes\"|url=\"$(cat out)\"|" \
			"$top/targets/embedded.xml" >target.xml
		timeout $LIMIT_S "$ix" run --data ../data --quiet --target target.xml >client 2>&1
		served=$?
	fi
	kill $server 2>/dev/null
	left_early=$?
	wait $server 2>/dev/null
	status=$?
	server=
	[ $left_early = 0 ] || [ $status != 0 ] || finding "leaves with 0"
	case $served/$left_early/$kind$1 in
	1/0/* | 124/* | 139/*) finding "its client ends with $served" ;;
	esac
}

# attempt N: 'strikes' says whether a call failed.
attempt() {
	at=$1
	fresh
	if [ $name = mock ]; then
		attempt_mock "$1"
	else
		$failing $kind "$1" count $LIMIT_S "$ix" $words >out 2>err </dev/null
		status=$?
	fi
	[ $status != 77 ] || {
		echo "the system does not allow it"
		exit 77
	}
	read -r calls _ <count
}

# --- the sweep ---

# numbers COUNT: those to try.
numbers() {
	if [ $kind$points = malloc0 ] && [ -z "${FAULTS_ALL:-}" ]; then
		sort -n ../places
		return
	fi
	awk -v n="$1" -v points=$points -v from="${FAULTS_FROM:-1}" 'BEGIN {
		step = points > 0 && n > points ? n / points : 1
		for (at = step > 1 ? (step + 1) / 2 : from; at <= n; at += step)
			print int(at)
	}'
}

# modes: once, and from then on.  When malloc() fails, that is mostly the end,
# so where all are tried, once is enough.
modes() {
	[ $kind$points = malloc0 ] || echo +
	echo once
}

sweep_kind() {
	kind=$1
	found=0
	attempt 0
	[ $status = 0 ] || finding "status $status when nothing fails"
	count=$calls
	tail -n +2 count >../places
	tries=0
	statuses=
	for n in $(numbers "$count"); do
		for more in $(modes); do
			attempt "$n${more#once}"
			tries=$((tries + 1))
			statuses="$statuses $status"
			check_end
		done
	done
	[ "$count" = 0 ] || printf '%-9s %-8s %6d calls %6d tries %3d findings; %s\n' \
		$name $kind $count $tries $found "$(ends $statuses)"
}

# ends STATUS...: how often each.
ends() {
	printf '%s\n' "$@" | sort -n | uniq -c | awk '{
		printf "%s%s %d times", (NR > 1 ? ", " : "status "), $2, $1 }'
}

mkdir now
cd now || exit 2
kind="write"
"$ix" run --data ../data --simulate --quiet --ndjson ../run.ndjson >../log 2>&1 &&
	"$ix" run --data ../data --simulate --quiet --shard 1/2 --ndjson ../1.ndjson >../log 2>&1
"$ix" run --data ../data --simulate --quiet --shard 2/2 --ndjson ../2.ndjson >../log 2>&1
cp "$top/tests/fuzz/corpus/casting/accepted" ../ixn.log
"$ix" check --data ../data --log ../ixn.log $target -o ../plain.ndjson >../log 2>&1
"$ix" certify --data ../data --product P --product-version 1 --contact x --rehearsal \
	--simulate --output ../b >../log 2>&1
cat >../excuses.xml <<'END'
<excuses xmlns="urn:ixconform:excuses:1"/>
END
for name in $all_scenarios; do
	case $chosen in
	"  " | *" $name "* | *" $name/"*) ;;
	*) continue ;;
	esac
	scenario $name
	attempt 0
	for file in out $files; do
		digest $name $file >../good.$name.$file
	done
	for kind in $kinds; do
		case $chosen in
		"  " | *" $name "* | *" $name/$kind "*) sweep_kind $kind ;;
		esac
	done
	kind="write"
done
echo "$findings findings"
[ $findings = 0 ]
