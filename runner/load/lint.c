/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/load/lint.h"

#include "runner/load/lint_rules.h"

#include <stdarg.h>

void
lint_error(struct diag *diag, const struct place *at, const char *rule,
    const char *format, ...)
{
	struct buf text;
	va_list ap;
	buf_init(&text, 4000);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	diag_error(diag, at, "%s", buf_text(&text));
	buf_free(&text);
	if (!diag->full)
		diag->items.items[diag->items.count - 1].category =
		    mem_strdup(rule);
}

static void
lint_case(
    const struct suite *s, const struct fixture_case *c, struct diag *diag)
{
	if (!c->fixture->is_setup && c->requirements.count == 0) {
		lint_error(diag, &c->at, "missing-requirement",
		    "the case '%s' states no requirement", c->name);
		diag_note(diag,
		    "say what it tests in <requirement "
		    "level=\"must\">");
	}
	lint_blocks(c, diag);
	lint_parties(c, diag);
	lint_windows(c, diag);
	lint_documented(s, c, diag);
	lint_answers(s, c, diag);
	lint_attributes(s, c, diag);
	lint_captures(c, diag);
	lint_ambiguity(c, diag);
	lint_races(c, diag);
	lint_width(s, c, diag);
}

static void
lint_fixture(const struct suite *s, const struct fixture *f, struct diag *diag)
{
	lint_rows(f, diag);
	for (size_t i = 0; i < f->cases.count; i++)
		lint_case(s, f->cases.items[i], diag);
}

void
lint_suite(const struct suite *s, struct diag *diag)
{
	for (size_t i = 0; i < s->setups.count; i++)
		lint_fixture(s, s->setups.items[i], diag);
	for (size_t i = 0; i < s->fixtures.count; i++)
		lint_fixture(s, s->fixtures.items[i], diag);
}
