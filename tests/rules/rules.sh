# SPDX-License-Identifier: Apache-2.0
# What the rule scripts share.  A rule is a function that looks at the tree in
# the current directory and prints a line per violation.  'holds' runs it on
# this tree; 'catches' runs it on a tree with a planted violation, because a
# rule that cannot fail is no rule.  Results are TAP.
set -u
rules=$(cd "$(dirname "$0")" && pwd)
top_srcdir=${top_srcdir:-$rules/../..}
planted=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-rule.XXXXXX") || exit 1
trap 'rm -rf "$planted"' EXIT
trap 'exit 1' HUP INT TERM
. "$rules/../tap.sh"

# files PATTERN...: matching files of the tree in the current directory.
files() {
	sh "$rules/files.sh" . "$@"
}

c_files() {
	files '*.c' '*.h'
}

# holds TEXT RULE...
holds() {
	text=$1
	shift
	found=$(cd "$top_srcdir" && "$@" 2>&1)
	[ -z "$found" ]
	result $? "$text"
	[ -z "$found" ] || echo "$found" | sed 's/^/# /'
}

# plant PATH: adds standard input as a file of the planted tree.
plant() {
	mkdir -p "$planted/$(dirname "$1")"
	cat >"$planted/$1"
}

# catches TEXT EXPECTED RULE...: the rule must say EXPECTED (a basic regular
# expression) about the planted tree, which is empty again afterwards.
catches() {
	text=$1
	expected=$2
	shift 2
	found=$(cd "$planted" && "$@" 2>&1)
	echo "$found" | grep -q -e "$expected"
	status=$?
	result $status "$text"
	[ $status = 0 ] || echo "$found" | sed 's/^/# instead: /'
	rm -rf "${planted:?}"/*
}
