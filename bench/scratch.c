/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/scratch.h"

#include "core/mem.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *
new_name(void)
{
	const char *folder = getenv("TMPDIR");
	return mem_printf(
	    "%s/ixconform-bench-XXXXXX", folder && *folder ? folder : "/tmp");
}

/* Takes over the path. */
static char *
if_made(char *path, bool is_made)
{
	if (is_made)
		return path;
	perror(path);
	free(path);
	return NULL;
}

char *
scratch_file(void)
{
	char *path = new_name();
	int fd = mkstemp(path);
	if (fd >= 0)
		close(fd);
	return if_made(path, fd >= 0);
}

char *
scratch_folder(void)
{
	char *path = new_name();
	return if_made(path, mkdtemp(path));
}
