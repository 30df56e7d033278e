/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/delivery.h"

#include "archive/archive.h"
#include "archive/folder.h"
#include "bundle/layout.h"
#include "cli/option/outputs.h"
#include "core/mem.h"
#include "core/source.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t
delivery_time(const char *day)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = epoch ? strtoll(epoch, &end, 10) : 0;
	struct tm tm = { 0 };
	if (epoch && *epoch && *end == '\0' && seconds >= 0)
		return seconds;
	return day && strptime(day, "%Y-%m-%d", &tm) ? timegm(&tm) : 0;
}

/* False after reporting. */
static bool
write_archive(const char *path, const struct buf *bytes, struct diag *diag)
{
	struct output *output = open_output(path, diag);
	if (!output)
		return false;
	output_write(output, bytes->bytes, bytes->size);
	return commit_output(output, diag);
}

static bool
write_folder(const struct delivery *d, struct diag *diag)
{
	const struct pack *p = d->bundle;
	const struct pack_file *manifest = pack_find(p, BUNDLE_MANIFEST);
	for (size_t i = 0; i < p->files.count; i++) {
		const struct pack_file *f = &p->files.items[i];
		if (f == manifest || (d->is_there && !layout_is_seal(f->name)))
			continue;
		if (!folder_write_file(d->folder, f, diag))
			return false;
	}
	return d->is_there || folder_write_file(d->folder, manifest, diag);
}

static bool
write_both(const struct delivery *d, const char *path, struct diag *diag)
{
	struct buf bytes;
	char *problem = NULL;
	buf_init(&bytes, PACK_MAX_BYTES);
	bool good = write_folder(d, diag);
	if (good &&
	    !archive_make(d->bundle, source_file_name(d->folder), d->time_s,
		d->how, &bytes, &problem)) {
		diag_error(diag, NULL, "cannot make '%s': %s", path, problem);
		good = false;
	}
	good = good && write_archive(path, &bytes, diag);
	free(problem);
	buf_free(&bytes);
	return good;
}

bool
delivery_write(const struct delivery *d, char **ret_archive, struct diag *diag)
{
	char *path = mem_printf(
	    "%s.tar.%s", d->folder, d->how == COMPRESSION_ZSTD ? "zst" : "gz");
	bool good = write_both(d, path, diag);
	if (!good && !d->is_there)
		folder_remove(d->folder, d->bundle);
	if (!good)
		free(path);
	*ret_archive = good ? path : NULL;
	return good;
}
