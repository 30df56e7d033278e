#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: check-commits.sh [BASE]
# Checks the commits from BASE (main) to HEAD against the rule for commits in
# CONTRIBUTING.md, and prints a line for each fault.  That each holds one change
# and builds is for people and 'git rebase -x' to check.
# Exit status: 0 all are right, 1 one is not, 2 git cannot list them.
base=${1:-main}
SUBJECT_MAX=72 # what git log and mail show of a subject
BODY_MAX=80    # of a line; a longer one is allowed if it is a single word

commits=$(git rev-list --reverse "$base..HEAD") || exit 2
# An area is a folder, by its path or its last part, or a script at the top.
areas=$(git ls-tree -r -t --name-only HEAD | sed -n 's|/[^/]*$||p' | sort -u)
areas=$(printf '%s\n' "$areas" | sed 'p; s|.*/||'
	echo build; git ls-tree --name-only HEAD)
faults=0

# fault COMMIT TEXT
fault() {
	printf '%s: %s\n' "$(git log -1 --format='%h %s' "$1")" "$2"
	faults=$((faults + 1))
}

# check_areas COMMIT AREAS
check_areas() {
	for area in $(printf '%s' "$2" | tr ',' ' '); do
		printf '%s\n' "$areas" | grep -qx -e "$area" ||
			fault "$1" "'$area' is not a folder"
	done
}

check() {
	subject=$(git log -1 --format=%B "$1" | head -n 1)
	case $(git log -1 --format=%P "$1") in
	*' '*) fault "$1" "a merge; rebase instead" ;;
	esac
	length=$(printf '%s' "$subject" | wc -m)
	[ "$length" -le $SUBJECT_MAX ] ||
		fault "$1" "the subject has $((length)) characters; it may have $SUBJECT_MAX"
	case $subject in
	fixup!* | squash!* | amend!*) fault "$1" "it belongs to another commit" ;;
	*': '*)
		words=${subject%%: *}
		if printf '%s\n' "$words" | grep -qE '^[^ ,]+(, [^ ,]+)*$'; then
			check_areas "$1" "$words"
		else
			fault "$1" "'$words' is not a list of folders, such as 'core, mock'"
		fi
		;;
	*) fault "$1" "the subject does not begin with 'AREA: '" ;;
	esac
	case $subject in
	*.) fault "$1" "the subject ends in a full stop" ;;
	esac
	[ -z "$(git log -1 --format=%B "$1" | sed -n 2p)" ] ||
		fault "$1" "the second line is not empty"
	git log -1 --format=%B "$1" | sed 1d |
		awk -v most=$BODY_MAX 'length > most && / /' | grep -q . &&
		fault "$1" "a line of the body has more than $BODY_MAX characters"
}

for commit in $commits; do
	check "$commit"
done
[ $faults = 0 ]
