# SPDX-License-Identifier: Apache-2.0
# usage: awk -f layers.awk docs/layers.txt SOURCE...
# Print each #include that the layer table forbids.

function complain(text)
{
	printf "%s:%d: %s\n", FILENAME, FNR, text
}

# The longest folder of the table that holds the path, or "".
function folder_of(path,    folder, best)
{
	best = ""
	for (folder in row)
		if (index(path, folder "/") == 1 &&
		    length(folder) > length(best))
			best = folder
	return best
}

function check_own(target,    folder)
{
	if (target == "config.h")
		return
	folder = folder_of(target)
	if (folder == "")
		complain("\"" target "\" is not a path from the top through " \
		    "a folder of docs/layers.txt")
	else if (folder != mine && row[folder] <= row[mine])
		complain(mine " must not include " folder ": it is not " \
		    "under it (docs/layers.txt)")
	else if (folder != mine && (mine in narrow) && \
	    index(narrow[mine], " " folder " ") == 0)
		complain(mine " must not include " folder ": it may include " \
		    "only" narrow[mine] "(docs/layers.txt)")
}

function check_library(target,    prefix)
{
	for (prefix in home)
		if (index(target, prefix) == 1 && \
		    index(home[prefix], " " mine " ") == 0)
			complain("<" target "> belongs to" home[prefix] \
			    "only (docs/layers.txt)")
}

FILENAME == ARGV[1] {
	sub(/#.*/, "")
	if (NF == 0)
		next
	if ($1 == "only" || $1 == "home") {
		list = " "
		for (i = 3; i <= NF; i++)
			list = list $i " "
		if ($1 == "only")
			narrow[$2] = list
		else
			home[$2] = list
	} else if ($1 ~ /^L[0-9]/) {
		depth++
		for (i = 2; i <= NF; i++)
			row[$i] = depth
	} else {
		complain("a row starts with L and a number, 'only' or 'home'")
	}
	next
}

FNR == 1 {
	mine = folder_of(FILENAME)
	if (mine == "")
		complain("its folder is in no row of docs/layers.txt")
}

mine != "" && /^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	check_own(part[2])
}

mine != "" && /^[ \t]*#[ \t]*include[ \t]*</ {
	split($0, part, /[<>]/)
	check_library(part[2])
}
