# SPDX-License-Identifier: Apache-2.0
# usage: awk -f circles.awk EXCEPTIONS SOURCE...
# Print each circle of nouns within a folder, spelled out.
#
# A noun is a header and the C file of its name.  A C file without a header of
# its own belongs to the noun whose header declares what it defines, or is one
# by itself.  A header without a C file is a noun's inside if it includes that
# noun's header and is included by one of its C files; else it is one door of
# several, which a C file does not need that defines what it declares.  One noun
# needs another one of its folder if it includes its header or names a function
# that it defines.

function folder_of(path)
{
	return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "."
}

function name_of(path)
{
	sub(/.*\//, "", path)
	sub(/\.[ch]$/, "", path)
	return path
}

# The line without comments, strings and characters.
function bare(line,    head)
{
	if (in_comment) {
		if (!sub(/^.*\*\//, "", line))
			return ""
		in_comment = 0
	}
	gsub(/\\./, "", line)
	gsub(/"[^"]*"/, "\"\"", line)
	gsub(/'[^']*'/, "0", line)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, " ", line)
	if (match(line, /\/\*/)) {
		in_comment = 1
		line = substr(line, 1, RSTART - 1)
	}
	return line
}

# Each word of the line once per file; 'private' ones are the file's own.
function take_words(file, line,    word)
{
	while (match(line, /[A-Za-z_][A-Za-z0-9_]*/)) {
		word = substr(line, RSTART, RLENGTH)
		if (!((file, word) in has_word)) {
			has_word[file, word] = 1
			words[file] = words[file] " " word
		}
		line = substr(line, RSTART + RLENGTH)
	}
}

# A definition has its name in the first column, its type on the line before.
function take_definition(file, line)
{
	if (file !~ /\.c$/ || line !~ /^[a-z_][a-z0-9_]*\(/ || before !~ /^[a-z]/)
		return
	sub(/\(.*/, "", line)
	if (before ~ /^static/)
		private[file, line] = 1
	else if (line != "main")
		defines[file] = defines[file] " " line
}

FILENAME == ARGV[1] {
	if (/^#/ || NF == 0)
		next
	if (!match($0, / \| ./)) {
		print FILENAME ":" FNR ": FOLDER NOUN... | REASON"
		next
	}
	exception[++exceptions] = substr($0, 1, RSTART) " "
	gsub(/ +/, " ", exception[exceptions])
	next
}

FNR == 1 {
	files[++file_count] = FILENAME
	exists[FILENAME] = 1
	in_comment = 0
	before = ""
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	includes[FILENAME] = includes[FILENAME] " " part[2]
	includes_it[FILENAME, part[2]] = 1
	before = ""
	next
}

{
	text = bare($0)
	take_definition(FILENAME, text)
	take_words(FILENAME, text)
	before = text
}

# Does the C file define what the header declares?
function serves(file, header,    n, name, j)
{
	n = split(defines[file], name, " ")
	for (j = 1; j <= n; j++)
		if ((header, name[j]) in has_word)
			return 1
	return 0
}

# The noun of a C file without its own header.
function adopt(file,    i, header, d, is_noun)
{
	d = folder_of(file)
	for (i = 1; i <= file_count; i++) {
		header = files[i]
		if (header !~ /\.h$/ || folder_of(header) != d)
			continue
		is_noun = !((d, name_of(header)) in inside) || \
		    inside[d, name_of(header)] != name_of(header)
		if (is_noun && serves(file, header))
			return name_of(header)
	}
	return name_of(file)
}

# Is it a header without a C file, of which the file has a part?
function is_door(header, file,    own)
{
	own = header
	sub(/\.h$/, ".c", own)
	return !(own in exists) && file ~ /\.c$/ && serves(file, header)
}

# Is it the noun's C file, or one without a header that defines what its header
# declares?
function is_of(file, header,    own)
{
	own = file
	sub(/\.c$/, ".h", own)
	return file ~ /\.c$/ && (own == header || \
	    !(own in exists) && serves(file, header))
}

# The noun whose inside a header without a C file is.
function surround(file,    n, target, i, j, d)
{
	d = folder_of(file)
	n = split(includes[file], target, " ")
	for (j = 1; j <= n; j++)
		for (i = 1; folder_of(target[j]) == d && i <= file_count; i++)
			if ((files[i], file) in includes_it && \
			    is_of(files[i], target[j]))
				return name_of(target[j])
	return name_of(file)
}

function find_nouns(    i, file, own, d)
{
	for (i = 1; i <= file_count; i++) {
		file = files[i]
		d = folder_of(file)
		if (file ~ /\.h$/) {
			own = file
			sub(/\.h$/, ".c", own)
			if (!(own in exists))
				inside[d, name_of(file)] = surround(file)
		}
	}
	for (i = 1; i <= file_count; i++) {
		file = files[i]
		d = folder_of(file)
		own = file
		sub(/\.c$/, ".h", own)
		noun[file] = own in exists ? name_of(file) : adopt(file)
		if ((d, noun[file]) in inside)
			noun[file] = inside[d, noun[file]]
	}
}

function need(d, from, to, why)
{
	if (from == to || (d, from, to) in reason)
		return
	reason[d, from, to] = why
	needs[d, from] = needs[d, from] " " to
	if (!((d, from) in is_node)) {
		is_node[d, from] = 1
		nodes[d] = nodes[d] " " from
	}
}

function find_needs(    i, j, n, file, d, list, definer)
{
	for (i = 1; i <= file_count; i++) {
		file = files[i]
		n = split(defines[file], list, " ")
		for (j = 1; j <= n; j++)
			definer[folder_of(file), list[j]] = noun[file]
	}
	for (i = 1; i <= file_count; i++) {
		file = files[i]
		d = folder_of(file)
		n = split(includes[file], list, " ")
		for (j = 1; j <= n; j++)
			if (folder_of(list[j]) == d && (list[j] in exists) && \
			    !is_door(list[j], file))
				need(d, noun[file], noun[list[j]], "#include")
		if (file !~ /\.c$/)
			continue
		n = split(words[file], list, " ")
		for (j = 1; j <= n; j++)
			if ((d, list[j]) in definer && \
			    !((file, list[j]) in private))
				need(d, noun[file], definer[d, list[j]], list[j])
	}
}

# The shortest way from one noun back to it, or "".
function circle_of(d, start,    queue, first, last, at, n, list, j, way, text)
{
	queue[first = last = 1] = start
	while (first <= last) {
		at = queue[first++]
		n = split(needs[d, at], list, " ")
		for (j = 1; j <= n; j++) {
			text = (at in way ? way[at] : start) " -> " list[j] \
			    " (" reason[d, at, list[j]] ")"
			if (list[j] == start)
				return text
			if (list[j] in way)
				continue
			way[list[j]] = text
			queue[++last] = list[j]
		}
	}
	return ""
}

# Does an exception allow it?  All its nouns are in there.
function is_allowed(d, circle,    i, list, n, j, is_all)
{
	gsub(/\([^)]*\)|->/, " ", circle)
	n = split(circle, list, " ")
	for (i = 1; i <= exceptions; i++) {
		is_all = index(exception[i], d " ") == 1
		for (j = 1; j <= n; j++)
			if (index(exception[i], " " list[j] " ") == 0)
				is_all = 0
		if (is_all)
			return is_used[i] = 1
	}
	return 0
}

# Each circle once: not again from another noun that it goes through.
function tell_circles(    i, d, n, list, j, circle, seen, part, m, k)
{
	for (d in nodes) {
		n = split(nodes[d], list, " ")
		for (j = 1; j <= n; j++) {
			if ((d, list[j]) in seen)
				continue
			circle = circle_of(d, list[j])
			if (circle == "")
				continue
			m = split(circle, part, " ")
			for (k = 1; k <= m; k++)
				seen[d, part[k]] = 1
			if (!is_allowed(d, circle))
				print d ": " circle
		}
	}
	for (i = 1; i <= exceptions; i++)
		if (!is_used[i])
			print ARGV[1] ": no circle any more: " exception[i]
}

END {
	find_nouns()
	find_needs()
	tell_circles()
}
