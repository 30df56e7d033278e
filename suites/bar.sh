# SPDX-License-Identifier: Apache-2.0
# What the tests of the suites share: running qualify, and the bar.  Sourced.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top_srcdir=$(cd "${top_srcdir:-$here/..}" && pwd)
top_builddir=$(cd "${top_builddir:-$top_srcdir}" && pwd)
. "$top_srcdir/tests/tap.sh"
ix=$top_builddir/ixconform
IXCONFORM_DATA=$top_srcdir
export IXCONFORM_DATA

work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-qualify.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

# qualify OPTION...: 'status'; what it prints in out and err.
qualify() {
	"$ix" qualify "$@" >out 2>err </dev/null
	status=$?
}

# holds TEXT COMMAND...: it succeeds.
holds() {
	text=$1
	shift
	"$@"
	held=$?
	result $held "$text"
	[ $held = 0 ] || sed 's/^/# /' out err
}

# killed_by_category: the second share of the total, without its decimal.
killed_by_category() {
	sed -n 's/.*killed (.* (\([0-9]*\)\.[0-9] %) by the very category.*/\1/p' out
}

# is_good: what the messages of a suite have to reach.
is_good() {
	[ "$status" = 0 ] &&
		grep -q 'illegal mutants killed (100\.0 %)' out &&
		[ "$(killed_by_category)" -ge 95 ] &&
		[ "$(grep -c ' 0 wrongly failed' out)" = 1 ] &&
		! grep -q '[1-9][0-9]* wrongly failed' out
}
