/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html/html_markup.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/text/duration.h"

#include <string.h>

const enum verdict html_verdict_order[VERDICT_COUNT] = { VERDICT_FAIL,
	VERDICT_ERROR, VERDICT_ABORTED, VERDICT_INCONCLUSIVE, VERDICT_FLAKY,
	VERDICT_EXPECTED, VERDICT_SKIPPED, VERDICT_PASS };

static const struct html_verdict verdicts[VERDICT_COUNT] = {
	[VERDICT_PASS] = { "pass", "pass", "passed" },
	[VERDICT_FAIL] = { "fail", "fail", "failed" },
	[VERDICT_INCONCLUSIVE] = { "inconclusive", "inconclusive",
	    "inconclusive" },
	[VERDICT_ERROR] = { "error", "error", "errors" },
	[VERDICT_SKIPPED] = { "skipped", "skipped", "skipped" },
	[VERDICT_ABORTED] = { "aborted", "aborted", "aborted" },
	[VERDICT_FLAKY] = { "flaky", "flaky", "flaky" },
	[VERDICT_EXPECTED] = { "expected", "expected failure",
	    "failed as expected" },
};

const struct html_verdict *
html_verdict(enum verdict verdict)
{
	return &verdicts[verdict];
}

void
html_open(struct xml_writer *w, const char *name, const char *class)
{
	xml_start(w, name);
	if (class)
		xml_attribute(w, "class", class);
}

void
html_text(struct xml_writer *w, const char *text)
{
	struct buf line;
	buf_init(&line, SIZE_MAX / 2);
	escape_line(&line, text, strlen(text));
	xml_text(w, buf_text(&line));
	buf_free(&line);
}

void
html_element(
    struct xml_writer *w, const char *name, const char *class, const char *text)
{
	html_open(w, name, class);
	html_text(w, text);
	xml_end(w);
}

void
html_duration(struct xml_writer *w, const char *class, int64_t ns)
{
	char text[DURATION_TEXT_SIZE];
	int64_t unit = ns < 10 * NS_PER_MS ? NS_PER_MS / 10
	    : ns < NS_PER_S                ? NS_PER_MS
					   : 10 * NS_PER_MS;
	ns = ns > 0 ? ns - ns % unit : 0;
	html_element(w, "span", class, duration_print(text, ns));
}

void
html_open_table(struct xml_writer *w, const char *label, const char *class,
    const char *const *columns)
{
	html_open(w, "div", "scroll");
	xml_attribute(w, "tabindex", "0");
	xml_attribute(w, "role", "region");
	xml_attribute(w, "aria-label", label);
	html_open(w, "table", class);
	xml_start(w, "thead");
	xml_start(w, "tr");
	for (; *columns; columns++) {
		xml_start(w, "th");
		xml_attribute(w, "scope", "col");
		xml_text(w, *columns);
		xml_end(w);
	}
	xml_end(w);
	xml_end(w);
}
