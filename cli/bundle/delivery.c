/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/delivery.h"

#include "archive/archive.h"
#include "archive/folder.h"
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

bool
delivery_write(const char *folder, const struct pack *bundle,
    enum compression how, int64_t time_s, char **ret_archive, struct diag *diag)
{
	struct buf bytes;
	char *problem = NULL;
	char *path = mem_printf(
	    "%s.tar.%s", folder, how == COMPRESSION_ZSTD ? "zst" : "gz");
	buf_init(&bytes, PACK_MAX_BYTES);
	bool good = folder_write(folder, bundle, diag);
	if (good &&
	    !archive_make(bundle, source_file_name(folder), time_s, how, &bytes,
		&problem)) {
		diag_error(diag, NULL, "cannot make '%s': %s", path, problem);
		good = false;
	}
	good = good && write_archive(path, &bytes, diag);
	*ret_archive = good ? path : NULL;
	if (!good)
		free(path);
	free(problem);
	buf_free(&bytes);
	return good;
}
