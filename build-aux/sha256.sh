#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: sh build-aux/sha256.sh [FILE...]
# Print "DIGEST  NAME" a line, as sha256sum does, with what there is.
set -eu
if command -v sha256sum >/dev/null 2>&1; then
	sha256sum -- "$@"
elif command -v shasum >/dev/null 2>&1; then
	shasum -a 256 -- "$@"
else
	openssl dgst -sha256 -r "$@" | sed 's/ \*/  /'
fi
