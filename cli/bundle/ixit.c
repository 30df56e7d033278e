/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/ixit.h"

#include "bundle/layout.h"
#include "core/source_file.h"
#include "record/seal/digest.h"

#include <string.h>

bool
ixit_take(struct pack *into, const char *target_file, struct diag *diag)
{
	struct source *s = source_read(target_file, SOURCE_MAX_BYTES, diag);
	if (s)
		pack_replace_bytes(into, BUNDLE_IXIT, s->text, s->size);
	source_unref(s);
	return s;
}

void
ixit_check(const struct pack *bundle, const struct run_facts *run,
    struct objections *o)
{
	char digest[DIGEST_TEXT_SIZE];
	const struct pack_file *f = pack_find(bundle, BUNDLE_IXIT);
	if (!f) {
		object(o, OBJECTION_OPEN,
		    "'" BUNDLE_IXIT "' is missing: the target file of the run");
		return;
	}
	digest_print(digest, f->bytes, f->size);
	for (unsigned i = 0; i < run->file_count; i++)
		if (strcmp(run->files[i].sha256, digest) == 0)
			return;
	object(o, OBJECTION_FALSE,
	    "'" BUNDLE_IXIT "' is not the target file that the recording "
	    "names");
}
