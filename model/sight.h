/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the source of a transcript shows of a case, where it shows less than a
 * run of our own does: the log of a server begins in the middle of its life,
 * and has its own choice of attributes.
 *
 * The case then begins with its first tested step, and demands nothing that the
 * source cannot show: what is not shown is not observable, never missing.
 */
#ifndef IXC_MODEL_SIGHT_H
#define IXC_MODEL_SIGHT_H

#include <stdbool.h>

struct sight {
	/*
	 * The paths of attributes in requests and in events, NULL-terminated;
	 * NULL: all.  Borrowed.
	 */
	const char *const *requests, *const *events;
};

/*
 * Is the path, which may have a name in braces in it, or something below it
 * shown?  'sight' may be NULL: all is.
 */
bool sight_shows(const struct sight *sight, bool in_event, const char *path);

#endif
