/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fixture in a suite with the real catalogue and a few real setups: it loads
 * or it is said why not; what loads can be linted and compiled.
 */
#include "judge/pattern/pattern.h"
#include "lint/lint.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

#include <string.h>

const unsigned fuzz_runs = 400;

/* %1$s: the top of the source tree; %2$s: the fixture. */
static const char suite_text[] =
    "<suite xmlns='urn:ixconform:suite:1' name='fuzz'><title>Fuzz</title>"
    "<source>none</source><catalogue href='%1$s/schema/catalogue.xml'/>"
    "<reading name='R1' title='t' values='late early' default='late'>w"
    "</reading>"
    "<reading name='R4' title='t' values='allow require forbid' "
    "default='allow'>w</reading>"
    "<setup href='%1$s/fixtures/setup/agent-registers.xml'/>"
    "<setup href='%1$s/fixtures/setup/agent-logs-in.xml'/>"
    "<fixture href='%2$s'/></suite>";

static struct suite *
load(const uint8_t *bytes, size_t size, struct diag *diag)
{
	char *top = input_file_shipped("");
	char *fixture = input_file_new(bytes, size);
	char *text = mem_printf(suite_text, top, fixture);
	char *path = input_file_new(text, strlen(text));
	struct suite *s = suite_load(path, NULL, diag);
	FUZZ_REQUIRE(!s == (diag->error_count > 0), "%u errors, but %s suite",
	    diag->error_count, s ? "a" : "no");
	free(text);
	free(top);
	input_file_free(path);
	input_file_free(fixture);
	return s;
}

static void
compile(const struct suite *s, struct diag *diag)
{
	char *path = input_file_shipped("targets/embedded.xml");
	struct target *t = target_load(path, diag);
	const struct fixture *f = s->fixtures.items[0];
	for (size_t i = 0; t && i < f->cases.count; i++)
		pattern_free(pattern_compile(s, t, f->cases.items[i], diag));
	target_free(t);
	free(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	diag_init(&diag);
	struct suite *s = load(bytes, size, &diag);
	if (s) {
		lint_suite(s, &diag);
		compile(s, &diag);
	}
	input_file_print(&diag);
	suite_free(s);
	diag_free(&diag);
	return 0;
}
