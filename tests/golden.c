/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"

#include "core/mem.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No one reads a golden file that is larger. */
#define GOLDEN_MAX_BYTES 65536

static char *
golden_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/tests/golden/%s", top ? top : ".", name);
}

static void
rewrite(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "w");
	ck_assert_msg(file, "cannot write %s", path);
	ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
	ck_assert_int_eq(fclose(file), 0);
}

static size_t
first_difference(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t i = 0;
	while (i < a_size && i < b_size && a[i] == b[i])
		i++;
	return i;
}

static unsigned
line_of(const char *bytes, size_t offset)
{
	unsigned line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

static void
compare(const char *path, const char *bytes, size_t size)
{
	char *wanted = mem_alloc(GOLDEN_MAX_BYTES);
	FILE *file = fopen(path, "r");
	ck_assert_msg(file, "cannot read %s", path);
	size_t wanted_size = fread(wanted, 1, GOLDEN_MAX_BYTES, file);
	fclose(file);
	size_t same = first_difference(bytes, size, wanted, wanted_size);
	bool equal = same == size && same == wanted_size;
	free(wanted);
	ck_assert_msg(equal,
	    "differs from %s in line %u; rewrite it with "
	    "'make golden' if that is meant",
	    path, line_of(bytes, same));
}

void
golden_check(const char *name, const char *bytes, size_t size)
{
	const char *mode = getenv("IXCONFORM_GOLDEN");
	char *path = golden_path(name);
	if (mode && strcmp(mode, "rewrite") == 0)
		rewrite(path, bytes, size);
	else
		compare(path, bytes, size);
	free(path);
}
