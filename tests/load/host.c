/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/load/host.h"

#include "core/source_file.h"
#include "load/suite_file.h"
#include "load/target_file.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUITE_MAX_BYTES 100000

char *
top_path(const char *name)
{
	const char *top = getenv("top_srcdir");
	return mem_printf("%s/%s", top ? top : ".", name);
}

/* A new temporary file with that content; the caller frees its name. */
static char *
write_temporary(const char *text)
{
	const char *folder = getenv("TMPDIR");
	char *path =
	    mem_printf("%s/ixconform-load.XXXXXX", folder ? folder : "/tmp");
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	size_t size = strlen(text);
	ck_assert_int_eq(write(fd, text, size), (ssize_t)size);
	close(fd);
	return path;
}

/* The host suite's text, its paths absolute, with one more fixture. */
static char *
suite_text(const char *fixture_path)
{
	struct diag diag;
	struct buf b;
	diag_init(&diag);
	buf_init(&b, SUITE_MAX_BYTES);
	char *path = top_path("tests/bad/host/suite.xml");
	char *folder = top_path("tests/bad/host/");
	struct source *s = source_read(path, SUITE_MAX_BYTES, &diag);
	ck_assert_ptr_nonnull(s);
	const char *text = s->text, *href;
	while ((href = strstr(text, "href=\""))) {
		buf_add(&b, text, (size_t)(href - text) + 6);
		buf_add_text(&b, folder);
		text = href + 6;
	}
	const char *end = strstr(text, "</suite>");
	buf_add(&b, text, (size_t)(end - text));
	if (fixture_path)
		buf_printf(&b, "<fixture href=\"%s\"/>\n", fixture_path);
	buf_add_text(&b, end);
	source_unref(s);
	diag_free(&diag);
	free(folder);
	free(path);
	return buf_take(&b);
}

struct suite *
host_with(const char *fixture_path, const struct target *t, struct diag *diag)
{
	char *text = suite_text(fixture_path);
	char *path = write_temporary(text);
	struct suite *s = suite_load(path, t, diag);
	unlink(path);
	free(path);
	free(text);
	return s;
}

struct suite *
host_with_text(const char *fixture, struct diag *diag)
{
	char *path = write_temporary(fixture);
	struct suite *s = host_with(path, NULL, diag);
	unlink(path);
	free(path);
	return s;
}

char *
fixture_text(const char *steps)
{
	return mem_printf(
	    "<fixture xmlns='urn:ixconform:fixture:1' phase='tested' "
	    "section='1.2'><title>t</title><documented><message "
	    "name='EventInvite' protocol='InteractionManagement'/>"
	    "</documented><case name='a'><requirement id='T-1' level='must'>x"
	    "</requirement><after phase='invited'/>%s</case></fixture>",
	    steps);
}

struct target *
host_target(struct diag *diag)
{
	char *path = top_path("tests/bad/host/target.xml");
	struct target *t = target_load(path, diag);
	free(path);
	return t;
}

void
assert_silent(const struct diag *diag)
{
	ck_assert_msg(diag->items.count == 0, "%s",
	    diag->items.count ? diag->items.items[0].text : "");
}

void
assert_says(const struct diag *diag, const char *text)
{
	for (size_t i = 0; i < diag->items.count; i++)
		if (strstr(diag->items.items[i].text, text))
			return;
	ck_abort_msg("nothing says '%s'; first of %zu: %s", text,
	    diag->items.count,
	    diag->items.count ? diag->items.items[0].text : "");
}
