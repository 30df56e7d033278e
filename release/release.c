/* SPDX-License-Identifier: Apache-2.0 */
#include "release/release.h"

#include "record/seal/digest.h"
#include "release/suite_digest.h"

#include <string.h>

const struct released_suite *
release_find_suite(const char *name)
{
	for (unsigned i = 0; i < this_release.suite_count; i++)
		if (strcmp(this_release.suites[i].name, name) == 0)
			return &this_release.suites[i];
	return NULL;
}

bool
release_has_suite(const struct suite *s)
{
	char digest[DIGEST_TEXT_SIZE];
	const struct released_suite *released = release_find_suite(s->name);
	return released &&
	    strcmp(released->sha256, suite_digest_print(digest, s)) == 0;
}

void
release_describe(struct buf *into)
{
	buf_printf(into, "ixconform %s\n", this_release.version);
	if (*this_release.commit)
		buf_printf(into, "commit %s%s\n", this_release.commit,
		    this_release.is_modified ? ", with changes" : "");
	else
		buf_add_text(into, "commit unknown: built without git\n");
}

void
release_describe_suite(struct buf *into, const struct suite *s)
{
	char digest[DIGEST_TEXT_SIZE];
	const struct released_suite *released = release_find_suite(s->name);
	suite_digest_print(digest, s);
	buf_printf(into, "suite %s %s", s->name, digest);
	if (!released)
		buf_add_text(into, ", not part of this release");
	else if (strcmp(released->sha256, digest) == 0)
		buf_add_text(into, ", as released");
	else
		buf_printf(into, ", changed: released as %s", released->sha256);
	buf_add_char(into, '\n');
}
