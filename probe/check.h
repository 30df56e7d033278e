/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of a probe, as a table: what each is called, which section of
 * docs/binding.md it is about, what the server must do, and the function that
 * tries it.
 */
#ifndef IXC_PROBE_CHECK_H
#define IXC_PROBE_CHECK_H

#include "model/event.h"
#include "probe/visit.h"

#include <stdbool.h>

/* A part of docs/binding.md. */
struct check_section {
	const char *number; /* "5" */
	const char *phase;  /* what it is called in the paths of checks */
	const char *title;  /* as there */
};

struct check {
	const char *id; /* "B-07", never used for anything else */
	const struct check_section *section;
	const char *name;
	const char *must; /* what the server has to do, a whole sentence */
	unsigned needs;
	void (*make)(struct visit *v);
};

extern const struct check checks[];
extern const unsigned check_count;

#define CHECK_SUITE RUN_PROBE_SUITE

/* "B-07-unknown-channel"; the caller frees it. */
char *check_name(const struct check *c);

/* "binding/requests/B-07-unknown-channel"; the caller frees it. */
char *check_path(const struct check *c);

/* By its id; NULL if there is none. */
const struct check *check_find(const char *id);

#endif
