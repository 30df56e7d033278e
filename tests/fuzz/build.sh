#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: build.sh FOLDER TARGETS SOURCE...
# Build the fuzz targets for libFuzzer, with AddressSanitizer; run by 'make
# fuzz' at the top of the source tree.
set -eu
folder=$1
targets=$2
shift 2
: "${FUZZ_CC:=clang}" "${CPPFLAGS=}" "${LIBS=}"
if ! command -v "$FUZZ_CC" >/dev/null; then
	echo "make fuzz: needs clang, or FUZZ_CC (Debian: apt-get install clang;" \
		"Fedora: clang compiler-rt; Alpine: clang compiler-rt; Arch: clang)" >&2
	exit 1
fi
compile="$FUZZ_CC -std=gnu11 -g -O1 $CPPFLAGS -fno-omit-frame-pointer"
sanitize=address,undefined
mkdir -p "$folder/objects"
rm -f "$folder"/objects/*
export compile sanitize folder
# shellcheck disable=SC2016 # expanded by the inner shell
printf '%s\n' "$@" | grep '\.c$' | xargs -P 2 -I{} sh -c '
	$compile -fsanitize=fuzzer-no-link,$sanitize -c {} \
	    -o "$folder/objects/$(echo {} | tr / -).o"'
# Of an archive, each target gets only what it uses: what it could reach.
rm -f "$folder/objects.a"
ar crs "$folder/objects.a" "$folder"/objects/*.o
for target in $targets; do
	mkdir -p "$folder/corpus-$target"
	# shellcheck disable=SC2086 # lists of words
	$compile -fsanitize=fuzzer,$sanitize "tests/fuzz/fuzz_$target.c" \
	    "$folder/objects.a" -o "$folder/$target" $LIBS -lpthread
	echo "$folder/$target"
done
