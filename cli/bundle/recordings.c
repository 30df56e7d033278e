/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/recordings.h"

#include "archive/packed_bytes.h"
#include "bundle/layout.h"
#include "core/mem.h"
#include "record/ndjson.h"
#include "record/output.h"
#include "record/recording.h"
#include "shards/merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- decompressed --- */

static bool
take(void *context, const char *bytes, size_t size)
{
	return memory_file_write(context, bytes, size);
}

static bool
decompress(
    struct memory_file *into, const struct pack_file *f, struct objections *o)
{
	struct packed_bytes_taker taker = { into, take };
	char *problem;
	if (packed_bytes_open(
		f->bytes, f->size, PACK_MAX_BYTES, &taker, &problem))
		return true;
	object_to(o, f->name, OBJECTION_UNREADABLE,
	    "'%s' cannot be decompressed: %s", f->name,
	    problem ? problem : strerror(errno));
	free(problem);
	return false;
}

static bool
open_part(struct recordings *r, const struct pack_file *f, struct objections *o)
{
	struct memory_file part;
	if (!memory_file_open(&part)) {
		object(o, OBJECTION_OPEN, "there is no memory for '%s': %s",
		    f->name, strerror(errno));
		return false;
	}
	vec_push(&r->parts, part);
	return decompress(&part, f, o);
}

static bool
open_parts(struct recordings *r, const struct pack *p, struct objections *o)
{
	bool good = true;
	for (size_t i = 0; i < p->files.count; i++)
		if (layout_is_evidence(p->files.items[i].name))
			good &= open_part(r, &p->files.items[i], o);
	if (r->parts.count == 0)
		object(o, OBJECTION_UNREADABLE,
		    "there is no recording in " BUNDLE_EVIDENCE);
	return good && r->parts.count > 0;
}

/* --- put together --- */

/* A shard needs the others, whatever is there. */
static bool
is_shard(const struct memory_file *f)
{
	struct diag diag;
	diag_init(&diag);
	struct recording *r = recording_open(f->path, &diag);
	bool is = r && recording_facts(r)->shard.total;
	recording_free(r);
	diag_free(&diag);
	return is;
}

static bool
add_parts(const struct recordings *r, struct merge *m, struct objections *o)
{
	bool good = true;
	for (size_t i = 0; i < r->parts.count; i++) {
		char *replaced = NULL;
		good &= merge_add(m, r->parts.items[i].path, &replaced);
		if (replaced) {
			object(o, OBJECTION_FALSE,
			    "two recordings are of the same shard");
			good = false;
		}
		free(replaced);
	}
	return good && merge_join(m);
}

static bool
write_joined(struct recordings *r, struct merge *m, struct objections *o)
{
	char *problem = NULL;
	if (!memory_file_open(&r->joined))
		return false;
	struct output *output = output_open_log(r->joined.path, NULL, &problem);
	bool good = output;
	if (output) {
		struct report *report =
		    report_new(&ndjson_report, output, NULL);
		struct sink *const sinks[] = { &report->sink };
		good = merge_play(m, sinks, 1);
		good &= report_finish(report, &problem);
		report_free(report);
	}
	if (problem)
		object(o, OBJECTION_OPEN, "the shards: %s", problem);
	free(problem);
	return good;
}

static bool
join(struct recordings *r, struct objections *o)
{
	struct diag diag;
	diag_init(&diag);
	struct merge *m = merge_new(&diag);
	bool good = add_parts(r, m, o) && write_joined(r, m, o);
	object_diagnostics(
	    o, OBJECTION_UNREADABLE, &diag, "/dev/fd/", "recording ");
	merge_free(m);
	diag_free(&diag);
	r->whole = &r->joined;
	return good;
}

bool
recordings_open(
    struct recordings *r, const struct pack *p, struct objections *o)
{
	r->joined.fd = -1;
	if (!open_parts(r, p, o))
		return false;
	if (r->parts.count > 1 || is_shard(&r->parts.items[0]))
		return join(r, o);
	r->whole = &r->parts.items[0];
	return true;
}

void
recordings_close(struct recordings *r)
{
	for (size_t i = 0; i < r->parts.count; i++)
		memory_file_close(&r->parts.items[i]);
	vec_free(&r->parts);
	if (r->whole)
		memory_file_close(&r->joined);
	*r = (struct recordings){ 0 };
}
