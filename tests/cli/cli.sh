# SPDX-License-Identifier: Apache-2.0
# What the scripts of this folder share: they run the command as its users do,
# and compare what it prints, without what differs from run to run, with a
# section of a golden file.  Sourced.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top_srcdir=$(cd "${top_srcdir:-$here/../..}" && pwd)
top_builddir=$(cd "${top_builddir:-$top_srcdir}" && pwd)
. "$top_srcdir/tests/tap.sh"
ix=$top_builddir/ixconform
hostile=$top_builddir/tests/cli/hostile
# A script starts in the background what is deaf to SIGINT.
heed=$top_builddir/tests/cli/heed
golden=$top_srcdir/tests/golden/cli/$(basename "$0" .test).txt
schemas=$top_srcdir/tests/reports/schema
IXCONFORM_DATA=$top_srcdir
export IXCONFORM_DATA
unset NO_COLOR COLUMNS http_proxy https_proxy all_proxy no_proxy
unset HTTPS_PROXY ALL_PROXY NO_PROXY
TERM=xterm
export TERM

work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-cli.XXXXXX") || exit 1
work=$(cd "$work" && pwd -P)
pids=
end_all() {
	for pid in $pids; do
		kill -9 "$pid" 2>/dev/null
	done
	rm -rf "$work"
}
trap end_all EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
: >new-golden

# Without times, ports, ids and folders.
normal() {
	sed -e "s|$work|WORK|g" -e "s|$top_srcdir|TOP|g" \
		-e 's/^ixconform [0-9][^ ,]*,/ixconform VERSION,/' \
		-e 's/ixconform mock [0-9][^ ,]*\(,\|$\)/ixconform mock VERSION\1/' \
		-e "s/was '[0-9][0-9.]*[+.0-9a-z-]*'/was 'VERSION'/" \
		-e 's/127\.0\.0\.1:[0-9][0-9]*/127.0.0.1:PORT/g' \
		-e 's/ix-[0-9a-f]*-[0-9a-f]*-[0-9]*/ix-ID/g' \
		-e 's/eventTime=[0-9]*/eventTime=T/' \
		-e 's/^\(PASS .*[^ ]\)  *[0-9.]* [mun]*s\(   assumption\)*$/\1 T\2/' \
		-e 's/ in [0-9.]* [mu]*s\([ ;]\)/ in T s\1/' \
		-e 's/ in [0-9.]* [mu]*s$/ in T s/' \
		-e 's/\([Aa] frame for agent[0-9] does not parse\): .*/\1: WHY/' \
		-e 's/byte [0-9]*: the text ends .*/byte N: the text ends .../' \
		-e 's/: [0-9]* messages, at least /: N messages, at least /' \
		-e 's/ at least [0-9.]* [mu]*s to spare, median [0-9.]* [mu]*s$/ at least T to spare, median T/' \
		-e 's/\( too [a-z]*:\) [0-9.]* [mu]*s from /\1 T from /' \
		-e 's/#[0-9][0-9]* *[0-9][0-9.]* s /#N T s /' \
		-e 's/^\(  observed  *\)[0-9][0-9.]* s /\1T s /' \
		-e 's/#[0-9][0-9]*/#N/g' \
		-e 's/^\(  expected .*\.xml\):[0-9]*$/\1:LINE/' \
		-e "s/'{\"seq\".*'/'FRAME'/"
}

# try ARGUMENT...: 'status', and what was printed in the files out and err.
try() {
	timeout 60 "$ix" "$@" >out 2>err </dev/null
	status=$?
}

# unsealed FILE: a recording without its seals.
unsealed() {
	grep -v '^{"event":"seal"' "$1"
}

# reseal FILE: seal it again, as whoever has changed it can.
reseal() {
	unsealed "$1" >resealed
	printf '{"event":"seal","line":%d,"sha256":"%s","end":true}\n' \
		$(($(wc -l <resealed) + 1)) \
		"$(sha256sum <resealed | cut -d' ' -f1)" >>resealed
	mv resealed "$1"
}

# as_typed WORD...: the command line, so that a shell could read it.
as_typed() {
	for word; do
		case $word in
		'' | *[!-A-Za-z0-9=./_:,]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
}

# section TEXT: that part of the golden file.
section() {
	awk -v wanted="== $1" '
		/^== / { inside = $0 == wanted; next }
		inside' "$golden"
}

explain() {
	sed 's/^/# /' "$@"
}

# compare TEXT STATUS FILE: a result; the file must be the section's text, and
# the last exit status as given.
compare() {
	{
		echo "== $1"
		cat "$3"
	} >>new-golden
	if [ "$status" != "$2" ]; then
		result 1 "$1"
		echo "# exit status $status instead of $2"
		explain out err
	elif [ "${IXCONFORM_GOLDEN:-}" = rewrite ]; then
		result 0 "$1"
	elif section "$1" | diff - "$3" >differences; then
		result 0 "$1"
	else
		result 1 "$1"
		echo "# not as in $golden; 'make golden' rewrites it"
		explain differences
	fi
}

# shows TEXT STATUS ARGUMENT...: the command ends so, and prints what the golden
# file says: its output, then its messages.
shows() {
	text=$1
	wanted=$2
	shift 2
	try "$@"
	{
		printf '$ ixconform'
		as_typed "$@"
		echo
		cat out err
	} | normal >shown
	compare "$text" "$wanted" shown
}

# ends TEXT STATUS ARGUMENT...: the same, whatever it prints.
ends() {
	text=$1
	wanted=$2
	shift 2
	try "$@"
	[ "$status" = "$wanted" ]
	result $? "$text"
	[ "$status" = "$wanted" ] || {
		echo "# exit status $status instead of $wanted"
		explain out err
	}
}

# holds TEXT COMMAND...: it succeeds.
holds() {
	text=$1
	shift
	"$@" >held 2>&1
	held=$?
	result $held "$text"
	[ $held = 0 ] || explain held
}

# is_junit FILE: a whole report, valid under both schemas.
is_junit() {
	tail -n 1 "$1" | grep -qx '</testsuites>' || return 1
	command -v xmllint >/dev/null 2>&1 || return 0
	for schema in JUnit.xsd junit-10.xsd; do
		xmllint --nonet --noout --schema "$schemas/$schema" "$1" ||
			return 1
	done
}

# reports TEXT FILE PATTERN...: a JUnit file that has all the patterns.
reports() {
	text=$1
	file=$2
	shift 2
	if ! is_junit "$file" >held 2>&1; then
		result 1 "$text"
		explain held "$file"
		return
	fi
	for pattern; do
		grep -q -e "$pattern" "$file" && continue
		result 1 "$text"
		echo "# nothing like '$pattern' in"
		explain "$file"
		return
	done
	result 0 "$text"
}

# await SECONDS COMMAND...: until it succeeds.
await() {
	rounds=$(($1 * 20))
	shift
	until "$@" 2>/dev/null; do
		rounds=$((rounds - 1))
		[ $rounds -gt 0 ] || return 1
		sleep 0.05
	done
}

# serve FILE COMMAND...: start a server, and wait for the first line that it
# prints to FILE; 'server' is its process.
serve() {
	file=$1
	shift
	: >"$file"
	"$@" >"$file" 2>"$file.err" </dev/null &
	server=$!
	pids="$pids $server"
	await 10 test -s "$file"
}

# free_port: 'port', on which nothing listens.
free_port() {
	# shellcheck disable=SC2034 # used by the tests
	port=$("$hostile" --port)
}

# serve_hostile MODE [PORT]: a target for it in hostile.xml.
serve_hostile() {
	serve hostile.out "$hostile" "$@"
	target_at "http://127.0.0.1:$(cat hostile.out)/" >hostile.xml
}

# serve_mock OPTION...: 'url', and a target for it in mock.xml.
serve_mock() {
	serve mock.out "$heed" "$ix" mock --listen 127.0.0.1:0 "$@"
	url=$(cat mock.out)
	target_at "$url" >mock.xml
}

# target_at URL: the embedded target, somewhere else.
target_at() {
	sed "s|embedded=\"yes\"|url=\"$1\" settle=\"100ms\"|" \
		"$top_srcdir/targets/embedded.xml"
}

# stop_server: end it and forget it, but no other.
stop_server() {
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
	pids=$(printf ' %s ' "$pids" | sed "s/ $server / /")
}

# copy_data: the data folder with the suite conference alone, to be damaged.
copy_data() {
	rm -rf data
	mkdir data
	for folder in schema suites fixtures targets; do
		cp -R "$top_srcdir/$folder" data/
	done
	chmod -R u+w data
	for file in data/suites/*.xml; do
		[ "$file" = data/suites/conference.xml ] || rm "$file"
	done
	for file in data/fixtures/*/*.xml; do
		grep -q "\"[.][.]/${file#data/}\"" data/suites/conference.xml || rm "$file"
	done
	find data/fixtures -type d -empty -delete
}

# copy_small_data: the same with a small suite, which takes a tenth of the time:
# the first case of two phases, one of them eight times.
copy_small_data() {
	copy_data
	sed -i '/fixtures\/conference\//{/invitation-\(issued\|rejected\)/!d;}' \
		data/suites/conference.xml
	for phase in issued rejected; do
		file=fixtures/conference/invitation-$phase.xml
		sed '/<probe/,/<\/probe>/d; /<\/case>/q' "$top_srcdir/$file" >data/$file
	done
	for i in 2 3 4 5 6 7 8; do
		sed -n '/<case/,/<\/case>/p' "$top_srcdir/fixtures/conference/invitation-issued.xml" |
			sed "/<probe/,/<\/probe>/d; /<\/case>/q; s/name=\"one-invitee\"/name=\"one-invitee-$i\"/; s/CONF-1.1-0/CONF-1.1-$i/"
	done >>data/fixtures/conference/invitation-issued.xml
	for phase in issued rejected; do
		echo '</fixture>' >>data/fixtures/conference/invitation-$phase.xml
	done
}

# says TEXT STATUS PATTERN: how the last command ended.
says() {
	[ "$status" = "$2" ] && cat out err | grep -q -e "$3"
	result $? "$1"
	[ "$status" = "$2" ] && cat out err | grep -q -e "$3" || {
		echo "# exit status $status instead of $2, or nothing like '$3'"
		explain out err
	}
}

done_here() {
	if [ "${IXCONFORM_GOLDEN:-}" = rewrite ] && [ -s new-golden ]; then
		mkdir -p "$(dirname "$golden")"
		cp new-golden "$golden"
	fi
	finish
}
