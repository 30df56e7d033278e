# SPDX-License-Identifier: Apache-2.0
# What the scripts of this folder share: a copy of the distribution in its own
# folder.  Sourced.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top_srcdir=$(cd "${top_srcdir:-$here/../..}" && pwd)
top_builddir=$(cd "${top_builddir:-$top_srcdir}" && pwd)
. "$top_srcdir/tests/tap.sh"
wanted=${IXCONFORM_PACKAGES:-}
[ -n "$wanted" ] || skip_all "only with ./selftest --with-packages"
# What the package or image brings, not the tree.
unset IXCONFORM_DATA MAKEFLAGS MFLAGS MAKELEVEL

work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-packaging.XXXXXX") || exit 1
work=$(cd "$work" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# copy_source FOLDER: the distribution, writable.
copy_source() {
	make -s -C "$top_builddir" distdir distdir="$1" >"$work/distdir.log" 2>&1 &&
		chmod -R u+w "$1"
}

# step TEXT COMMAND...: its output is shown when it fails.
step() {
	text=$1
	shift
	"$@" >"$work/step.log" 2>&1 </dev/null
	status=$?
	[ "$status" = 0 ] || tail -n 30 "$work/step.log" | sed 's/^/# /'
	result $status "$text"
	return $status
}
