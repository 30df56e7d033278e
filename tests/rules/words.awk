# SPDX-License-Identifier: Apache-2.0
# usage: awk -f words.awk calls.txt SOURCE...
# Print each use of a name in C code that calls.txt forbids at that place, and
# each conditional compilation outside core/ and xml/.

# Is the file in one of the places (folders or files)?
function is_in(file, places,    count, place, i)
{
	count = split(places, place, " ")
	for (i = 1; i <= count; i++)
		if (file == place[i] || index(file, place[i] "/") == 1)
			return 1
	return 0
}

# The line without comments and quoted text; a comment may continue from line to
# line.
function code_of(line,    code, at, two)
{
	code = ""
	while (line != "") {
		if (in_comment) {
			at = index(line, "*/")
			if (!at)
				return code
			line = substr(line, at + 2)
			in_comment = 0
			continue
		}
		at = match(line, /["']|\/\*|\/\//)
		if (!at)
			return code line
		code = code substr(line, 1, at - 1)
		two = substr(line, at, 2)
		if (two == "//")
			return code
		if (two == "/*") {
			in_comment = 1
			line = substr(line, at + 2)
		} else {
			line = after_quote(substr(line, at))
		}
	}
	return code
}

# What follows the string or character constant that the text starts with.
function after_quote(text,    quote, i, c)
{
	quote = substr(text, 1, 1)
	for (i = 2; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\\")
			i++
		else if (c == quote)
			return " " substr(text, i + 1)
	}
	return ""
}

# Is the word in the code, and not a member or a part of a longer name?
function has_word(code, word,    call, at, before, rest)
{
	call = sub(/\($/, "", word)
	while ((at = index(code, word)) > 0) {
		before = at > 1 ? substr(code, at - 1, 1) : " "
		rest = substr(code, at + length(word))
		if (before !~ /[A-Za-z0-9_.>]/ && \
		    (call ? rest ~ /^ *\(/ : rest !~ /^[A-Za-z0-9_]/))
			return 1
		code = rest
	}
	return 0
}

function check_calls(code,    i, j, count, word)
{
	for (i = 1; i <= rules; i++) {
		if (allowed[i])
			continue
		count = split(words[i], word, " ")
		for (j = 1; j <= count; j++)
			if (has_word(code, word[j]))
				printf "%s:%d: %s is not for here: %s\n", \
				    FILENAME, FNR, word[j], instead[i]
	}
}

FILENAME == ARGV[1] {
	if (/^#/ || NF == 0)
		next
	split($0, column, / *\| */)
	words[++rules] = column[1]
	places[rules] = column[2]
	instead[rules] = column[3]
	next
}

FNR == 1 {
	in_comment = 0
	for (i = 1; i <= rules; i++)
		allowed[i] = is_in(FILENAME, places[i])
	conditional = is_in(FILENAME, "core xml")
}

/^[ \t]*#[ \t]*(if|ifdef|elif)([^a-z]|$)/ && !conditional {
	printf "%s:%d: conditional compilation is for core/ only\n", \
	    FILENAME, FNR
}

{
	code = code_of($0)
	if (code ~ /[a-z]/)
		check_calls(code)
}
