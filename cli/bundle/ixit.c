/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/ixit.h"

#include "bundle/layout.h"
#include "record/recording.h"

/* A joined recording does not have it, so it is read from a part. */
void
ixit_derive(struct pack *into, const struct recordings *r, struct objections *o)
{
	struct diag diag;
	diag_init(&diag);
	struct recording *part = recording_open(r->parts.items[0].path, &diag);
	const char *text =
	    part ? recording_facts(part)->target_file.text : NULL;
	if (text)
		pack_add_text(into, BUNDLE_IXIT, text);
	else
		object(o, OBJECTION_OPEN,
		    "the recording does not contain the target file of its "
		    "run");
	recording_free(part);
	diag_free(&diag);
}
