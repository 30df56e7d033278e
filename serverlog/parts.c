/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/parts.h"

#include "core/source.h"
#include "serverlog/stamp.h"

#include <stdlib.h>
#include <string.h>

/* By number where both have one, else by the time of their headers. */
static int
compare(const void *a, const void *b)
{
	const struct log_part *x = a, *y = b;
	const struct heading *p = &x->heading, *q = &y->heading;
	if (p->part && q->part && p->part != q->part)
		return p->part < q->part ? -1 : 1;
	if (p->local_ms != q->local_ms && p->local_ms != STAMP_NONE &&
	    q->local_ms != STAMP_NONE)
		return p->local_ms < q->local_ms ? -1 : 1;
	return x->position < y->position ? -1 : 1;
}

static void
refuse_packed(struct log_parts *p)
{
	for (size_t i = 0; i < p->all.count && !p->refusal; i++) {
		const struct log_part *one = &p->all.items[i];
		if (one->heading.unpacker)
			p->refusal =
			    mem_printf("'%s' is compressed; unpack it with %s",
				one->path, one->heading.unpacker);
	}
}

static void
refuse_kinds(struct log_parts *p)
{
	for (size_t i = 0; i < p->all.count && !p->refusal; i++) {
		const struct log_part *one = &p->all.items[i];
		if (one->heading.is_other)
			p->refusal = mem_printf(
			    "'%s' is the log of an application of the type "
			    "'%s'; only those of an InteractionServer can be "
			    "judged, since the numbers of lines mean something "
			    "else in others",
			    one->path, one->heading.kind);
	}
}

static bool
is_of_another(const struct heading *a, const struct heading *b)
{
	return a->application && b->application &&
	    strcmp(a->application, b->application) != 0;
}

static void
refuse_pairs(struct log_parts *p)
{
	for (size_t i = 1; i < p->all.count && !p->refusal; i++) {
		const struct log_part *a = &p->all.items[i - 1];
		const struct log_part *b = &p->all.items[i];
		if (is_of_another(&a->heading, &b->heading))
			p->refusal = mem_printf(
			    "'%s' and '%s' are the logs of two applications, "
			    "'%s' and '%s'; judge each alone",
			    a->path, b->path, a->heading.application,
			    b->heading.application);
		else if (a->heading.part && a->heading.part == b->heading.part)
			p->refusal = mem_printf(
			    "'%s' and '%s' are both file (%u) of the log; name "
			    "each file once, and the files of one log only",
			    a->path, b->path, a->heading.part);
	}
}

static void
note_gaps(struct log_parts *p)
{
	for (size_t i = 1; i < p->all.count; i++) {
		unsigned before = p->all.items[i - 1].heading.part;
		unsigned here = p->all.items[i].heading.part;
		if (!before || !here || here == before + 1)
			continue;
		unsigned missing = here - before - 1;
		p->all.items[i].gap = missing == 1
		    ? mem_printf("file (%u) of the log is missing, before '%s'",
			  before + 1, source_file_name(p->all.items[i].path))
		    : mem_printf("files (%u) to (%u) of the log are missing, "
				 "before '%s'",
			  before + 1, here - 1,
			  source_file_name(p->all.items[i].path));
	}
}

bool
log_parts_read(struct log_parts *p, const char *const *paths, unsigned count,
    struct diag *diag)
{
	bool good = true;
	*p = (struct log_parts){ .refusal = NULL };
	for (unsigned i = 0; i < count; i++) {
		struct log_part one = { .path = paths[i], .position = i };
		if (!heading_read(paths[i], diag, &one.heading))
			good = false;
		else
			vec_push(&p->all, one);
	}
	if (!good)
		return false;
	qsort(p->all.items, p->all.count, sizeof(*p->all.items), compare);
	refuse_packed(p);
	refuse_kinds(p);
	refuse_pairs(p);
	note_gaps(p);
	return true;
}

void
log_parts_free(struct log_parts *p)
{
	for (size_t i = 0; i < p->all.count; i++) {
		heading_free(&p->all.items[i].heading);
		free(p->all.items[i].gap);
	}
	vec_free(&p->all);
	free(p->refusal);
	p->refusal = NULL;
}
