/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/compression.h"

#include <stdbool.h>
#include <string.h>

static bool
ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), size = strlen(end);
	return length > size && strcmp(name + length - size, end) == 0;
}

enum compression
compression_of_name(const char *name)
{
	return ends_with(name, ".gz") || ends_with(name, ".tgz")
	    ? COMPRESSION_GZIP
	    : ends_with(name, ".zst") ? COMPRESSION_ZSTD
				      : COMPRESSION_NONE;
}
