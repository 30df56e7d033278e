#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/reproducible.sh TREE [CONFIGURE-OPTION...]
# Build the last commit of the TREE in three folders, as differently as builders
# do: in its own tree, out of tree, and from the tarball of the first; by other
# umasks, languages, time zones and numbers of jobs.  The program, every
# installed file and the tarball must have the same bytes each time.
set -u
tree=$(cd "$1" && pwd -P) || exit 2
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/ixconform-reproducible.XXXXXX") || exit 2
work=$(cd "$work" && pwd -P)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
unset MAKEFLAGS MFLAGS MAKELEVEL
# What is compiled once and copied twice says nothing.
CCACHE_DISABLE=1
export CCACHE_DISABLE
log=$work/log

# step COMMAND...: the end of what it prints if it fails.
step() {
	"$@" >"$log" 2>&1 </dev/null && return 0
	tail -n 30 "$log" >&2
	echo "reproducible: $1 failed" >&2
	exit 2
}

# build FOLDER SOURCE NAME JOBS CONFIGURE-OPTION...: there, of that source.
build() {
	mkdir -p "$1" && cd "$1" || exit 2
	source=$2 name=$3 jobs=$4
	shift 4
	echo "building $name"
	step "$source/configure" -q "$@"
	step make -s -j"$jobs"
	step make -s install DESTDIR="$work/installed/$name"
	step make -s dist
	mkdir -p "$work/dist/$name"
	mv ixconform-*.tar.gz "$work/dist/$name/"
	(cd "$work/installed/$name" && find . -type f | LC_ALL=C sort |
		xargs sha256sum) >"$work/$name.list"
}

# clone FOLDER
clone() {
	step git clone -q --no-hardlinks "file://$tree" "$1"
	cd "$1" || exit 2
	step autoreconf -fi
}

[ -z "$(git -C "$tree" status --porcelain --untracked-files=no)" ] ||
	echo "reproducible: what is in no commit is left out" >&2
umask 022
clone "$work/a"
build "$work/a" . in-tree 2 "$@"
umask 077
clone "$work/a-folder-with-a-longer-name/source"
(
	LC_ALL=C
	TZ=Asia/Kathmandu
	export LC_ALL TZ
	build "$work/another/build" "$work/a-folder-with-a-longer-name/source" out-of-tree 1 "$@"
) || exit
umask 027
mkdir "$work/tarball" && cd "$work/tarball" || exit 2
step tar -xzf "$work"/dist/in-tree/*.tar.gz
build "$work"/tarball/ixconform-* . tarball 3 "$@"

status=0
for name in out-of-tree tarball; do
	for what in list; do
		diff "$work/in-tree.$what" "$work/$name.$what" >"$work/diff" && continue
		status=1
		echo "in-tree and $name differ:"
		sed -n 's/^[<>].*  //p' "$work/diff" | sort -u
	done
	cmp "$work"/dist/in-tree/*.tar.gz "$work/dist/$name"/*.tar.gz || status=1
done
[ -z "${KEEP:-}" ] || cp -R "$work" "$KEEP"
[ $status = 0 ] || exit 1
echo "three builds, $(wc -l <"$work/in-tree.list") files each, and three tarballs: the same bytes"
sed -n 's|  \./.*/bin/ixconform$|  ixconform|p' "$work/in-tree.list"
cd "$work/dist/in-tree" && sha256sum ./*.tar.gz
