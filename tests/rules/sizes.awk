# SPDX-License-Identifier: Apache-2.0
# usage: awk -f sizes.awk SOURCE...
# Print what is over the budgets.  A function counts from its return type to
# its closing brace; clang-format puts both braces into the first column.
BEGIN {
	FILE_LINES = 600        # more is two modules
	FUNCTION_LINES = 80
	NINE_IN_TEN_LINES = 40
	MEDIAN_LINES = 15
}

function end_file()
{
	if (name != "" && lines > FILE_LINES)
		printf "%s: %d lines, at most %d\n", name, lines, FILE_LINES
}

FNR == 1 {
	end_file()
	name = FILENAME
	start = 0
}

{
	lines = FNR
}

/^[{]$/ {
	open_at = start ? start : FNR
	next
}

/^[}]$/ && open_at {
	size = FNR - open_at + 1
	count[size]++
	functions++
	longest = size > longest ? size : longest
	if (size > FUNCTION_LINES)
		printf "%s:%d: a function of %d lines, at most %d\n", \
		    FILENAME, open_at, size, FUNCTION_LINES
	open_at = 0
}

# The first line of a block of text is where a function may start.
/^$/ || /^[#}]/ || /[;\/]$/ {
	start = 0
	next
}

!start {
	start = FNR
}

# The length that 'share' of all functions do not exceed.
function quantile(share,    size, seen)
{
	for (size = 1; size <= longest; size++) {
		seen += count[size]
		if (seen >= share * functions)
			return size
	}
	return 0
}

END {
	end_file()
	if (quantile(0.9) > NINE_IN_TEN_LINES)
		printf "nine in ten functions have up to %d lines, at most %d\n", \
		    quantile(0.9), NINE_IN_TEN_LINES
	if (quantile(0.5) > MEDIAN_LINES)
		printf "the median function has %d lines, at most %d\n", \
		    quantile(0.5), MEDIAN_LINES
	if (show)
		printf "%d functions: median %d, nine in ten %d, longest %d\n", \
		    functions, quantile(0.5), quantile(0.9), longest
}
