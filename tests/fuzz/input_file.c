/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/fuzz/input_file.h"

#include "core/mem.h"
#include "tests/fuzz/fuzz.h"

#include <unistd.h>

#define PRINTED_MAX_BYTES (1 << 20)

char *
input_file_new(const void *bytes, size_t size)
{
	const char *folder = getenv("TMPDIR");
	char *path =
	    mem_printf("%s/ixconform-fuzz.XXXXXX", folder ? folder : "/tmp");
	int fd = mkstemp(path);
	FUZZ_REQUIRE(fd >= 0, "no temporary file");
	FUZZ_REQUIRE(write(fd, bytes, size) == (ssize_t)size, "cannot write");
	close(fd);
	return path;
}

void
input_file_free(char *path)
{
	unlink(path);
	free(path);
}

char *
input_file_shipped(const char *name)
{
	const char *top = getenv("top_srcdir");
	char *folder = top ? mem_strdup(top) : realpath(".", NULL);
	char *path = mem_printf("%s/%s", folder, name);
	free(folder);
	return path;
}

void
input_file_print(const struct diag *diag)
{
	struct buf b;
	buf_init(&b, PRINTED_MAX_BYTES);
	diag_print(diag, &b, true);
	FUZZ_REQUIRE(!diag->items.count || b.size, "nothing printed");
	buf_free(&b);
}
