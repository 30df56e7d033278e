/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of one log, in the order in which the server wrote them, whatever
 * the order in which they were named.
 */
#ifndef IXC_SERVERLOG_PARTS_H
#define IXC_SERVERLOG_PARTS_H

#include "core/diag.h"
#include "core/vec.h"
#include "serverlog/heading.h"

#include <stdbool.h>

struct log_part {
	const char *path; /* borrowed */
	struct heading heading;
	unsigned position; /* as it was named */
	char *gap; /* what is missing before it, as a sentence; or NULL */
};

struct log_parts {
	VEC(struct log_part) all;
	char *refusal; /* why they are no log to be judged, or NULL */
};

/* False after reporting a file that cannot be read; to be freed anyway. */
bool log_parts_read(struct log_parts *p, const char *const *paths,
    unsigned count, struct diag *diag);

void log_parts_free(struct log_parts *p);

#endif
