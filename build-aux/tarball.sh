#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/tarball.sh FOLDER
# Write a tar of the distribution in the FOLDER to standard output: the same
# bytes for the same files, whoever made them when.  Their time is
# SOURCE_DATE_EPOCH, or else that of the commit.
set -eu
time=${SOURCE_DATE_EPOCH:-$(sed -n 3p "$1/.tarball-version")}
if tar --version 2>/dev/null | grep -q 'GNU tar'; then
	exec tar --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
		--mode=u+rw,go+r,go-w,a+X --mtime="@${time:-0}" -chf - "$1"
fi
echo "tarball.sh: no GNU tar: another one will have other bytes" >&2
exec tar -chof - "$1"
