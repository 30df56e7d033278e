#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What action.yml does: build ixconform where the action was checked out to, and
# run it in the folder of the job.  Its inputs are the variables IX_*.
set -u
reports=${IX_REPORTS:-ixconform-reports}
mkdir -p "$reports" || exit 2
arguments=(--quiet --junit "$reports/junit.xml" --html "$reports/report.html"
	--ndjson "$reports/run.ndjson")
[ -z "${IX_TARGET:-}" ] || arguments+=(--target "$IX_TARGET")
# Words, as they would be typed.
read -r -a options <<<"${IX_OPTIONS:-}"
read -r -a selected <<<"${IX_SELECT:-}"
"$IX_ACTION/quickstart" "${arguments[@]}" "${options[@]}" "${selected[@]}"
status=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "status=$status" >>"$GITHUB_OUTPUT"
exit $status
