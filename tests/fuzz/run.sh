#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: run.sh FOLDER SECONDS TARGET...
# Run each fuzz target that build.sh has put into FOLDER for so long, from its
# stored corpus and what earlier runs have found, and print what it did: inputs
# tried, edges of the program that they reached, of those that it has, the same
# for functions, and findings, which stay in FOLDER as findings-TARGET-*.
# Exit status: 0 no findings, 1 some.
set -u
folder=$1
seconds=$2
shift 2
top=$(cd "$(dirname "$0")/../.." && pwd)
top_srcdir=$top
# Time limits and leaks count as findings, as on 'make check'.
UBSAN_OPTIONS=halt_on_error=1
export top_srcdir UBSAN_OPTIONS
limits="-timeout=60 -rss_limit_mb=2048 -max_len=32768"

# number NAME FILE: the value of a line of libFuzzer's statistics, or 0.
number() {
	awk -v name="$1" 'index($0, name) { value = $NF } END { print value + 0 }' "$2"
}

# coverage LOG: edges reached and there, functions reached and there.
coverage() {
	awk '/^COVERED_FUNC/ {
			for (i = 1; i < NF; i++)
				if ($i == "edges:") {
					split($(i + 1), part, "/")
					reached += part[1]
					edges += part[2]
				}
			covered++
		}
		/^UNCOVERED_FUNC/ {
			for (i = 1; i < NF; i++)
				if ($i == "edges:") {
					split($(i + 1), part, "/")
					edges += part[2]
				}
			others++
		}
		END { printf "%d/%d %d/%d", reached, edges, covered, covered + others }' "$1"
}

total=0
printf '%-11s %10s %15s %13s %9s\n' target inputs edges functions findings
for target; do
	log=$folder/$target.log
	# shellcheck disable=SC2086 # options
	"$folder/$target" $limits -max_total_time="$seconds" -print_final_stats=1 \
		-artifact_prefix="$folder/findings-$target-" \
		"$folder/corpus-$target" "$top/tests/fuzz/corpus/$target" >"$log" 2>&1
	status=$?
	inputs=$(number stat::number_of_executed_units: "$log")
	# shellcheck disable=SC2086
	"$folder/$target" $limits -runs=0 -print_coverage=1 "$folder/corpus-$target" \
		"$top/tests/fuzz/corpus/$target" >"$log.coverage" 2>&1
	findings=$(find "$folder" -name "findings-$target-*" | wc -l)
	[ $status = 0 ] || [ "$findings" != 0 ] || findings=1
	total=$((total + findings))
	# shellcheck disable=SC2046 # two words
	printf '%-11s %10d %15s %13s %9d\n' "$target" "$inputs" \
		$(coverage "$log.coverage") "$findings"
done
[ $total = 0 ]
