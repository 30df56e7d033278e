#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: text2c.sh HEADER NAME FILE [NAME FILE]...
# Print C code that defines each NAME as the text of its FILE.  A string a
# line, so that a compiler's message about one would point to it.
set -eu
header=$1
shift
printf '/* Made by build-aux/text2c.sh: change the files it was made of. */\n'
printf '#include "%s"\n' "$header"
while [ $# -gt 1 ]; do
	printf '\nconst char %s[] =\n' "$1"
	LC_ALL=C sed -e 's/[\\"]/\\&/g' -e 's/	/\\t/g' \
		-e 's/^/    "/' -e 's/$/\\n"/' "$2"
	printf '    ;\n'
	shift 2
done
