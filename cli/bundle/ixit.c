/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/ixit.h"

#include "bundle/layout.h"
#include "core/mem.h"
#include "record/recording.h"

#include <stdlib.h>
#include <string.h>

/* Of "setup/agent-logs-in", agent-logs-in.xml. */
static char *
name_of(const struct substitute *s)
{
	const char *slash = strrchr(s->phase, '/');
	return mem_printf(
	    BUNDLE_SUBSTITUTES "%s.xml", slash ? slash + 1 : s->phase);
}

static void
add_substitute(
    struct pack *into, const struct substitute *s, struct objections *o)
{
	char *name = name_of(s);
	const char *why = pack_refuse_name(name);
	if (!why && pack_find(into, name))
		why = "there are two of that name";
	if (why)
		object(o, OBJECTION_UNREADABLE,
		    "the recording has a substitute for '%s': %s", s->phase,
		    why);
	else if (s->source)
		pack_add_text(into, name, s->source->text);
	free(name);
}

/* Old recordings do not have them. */
static void
add_files(struct pack *into, const struct run_facts *run, struct objections *o)
{
	if (run->target_file.text)
		pack_add_text(into, BUNDLE_IXIT, run->target_file.text);
	else
		object(o, OBJECTION_OPEN,
		    "the recording does not contain the target file of its "
		    "run");
	for (size_t i = 0; run->target && i < run->target->substitutes.count;
	     i++)
		add_substitute(into, &run->target->substitutes.items[i], o);
}

/* A joined recording does not have the file, so it is read from a part. */
void
ixit_derive(struct pack *into, const struct recordings *r, struct objections *o)
{
	struct diag diag;
	diag_init(&diag);
	struct recording *part = recording_open(r->parts.items[0].path, &diag);
	if (part)
		add_files(into, recording_facts(part), o);
	recording_free(part);
	diag_free(&diag);
}
