#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What action.yml does: build ixconform where the action was checked out to, and
# run it in the folder of the job.  Its inputs are the variables IX_*.
set -uf # words with wild cards are for ixconform
reports=${IX_REPORTS:-ixconform-reports}
mkdir -p "$reports" || exit 2
[ -z "${IX_TARGET:-}" ] || set -- --target "$IX_TARGET"
# Options and cases are words between blanks; quotes have no meaning.
# shellcheck disable=SC2086
"$IX_ACTION/quickstart" --quiet --junit "$reports/junit.xml" \
	--html "$reports/report.html" --ndjson "$reports/run.ndjson" \
	"$@" ${IX_OPTIONS:-} ${IX_SELECT:-}
status=$?
[ -z "${GITHUB_OUTPUT:-}" ] || echo "status=$status" >>"$GITHUB_OUTPUT"
exit $status
