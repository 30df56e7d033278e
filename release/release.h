/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this program was released as: its version, the commit that it was built
 * of, and the digests of the suites that belong to it.
 *
 * Made while it is built, by build-aux/release.sh, so that it ships inside the
 * program: a suite can be compared with that of the release without a
 * network.  Decides nothing; suite_digest.h says what a suite's
 * digest is.
 */
#ifndef IXC_RELEASE_RELEASE_H
#define IXC_RELEASE_RELEASE_H

#include "core/buf.h"
#include "model/suite.h"

#include <stdbool.h>

struct released_suite {
	const char *name;   /* "conference" */
	const char *sha256; /* as suite_digest_print() has it */
	unsigned file_count;
};

struct release {
	const char *version; /* "1.2.3" or "1.2.3+4.0123456789ab-dirty" */
	const char *commit;  /* 40 digits; "" if it was built without git */
	bool is_modified;    /* there were changes that no commit has */
	const struct released_suite *suites; /* by name */
	unsigned suite_count;
};

extern const struct release this_release;

/* NULL: no suite of the release is called so. */
const struct released_suite *release_find_suite(const char *name);

/*
 * Is it, file by file, the suite of that name in the release?  False as well
 * for one with a target's own setups in it.
 */
bool release_has_suite(const struct suite *s);

/* For people: lines about program and commit, each with its newline. */
void release_describe(struct buf *into);

/* A line about a suite that was found: its digest, and whose it is. */
void release_describe_suite(struct buf *into, const struct suite *s);

#endif
