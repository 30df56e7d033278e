/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/junit.h"

#include "reports/document.h"
#include "reports/junit_document.h"

/* CI systems give up on reports larger than some dozen megabytes. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)

struct junit {
	struct document document;
	enum junit_style style;
};

static bool
junit_print(struct document *d, const struct run_summary *summary)
{
	(void)summary; /* it counts per phase, from the cases */
	results_close(&d->results);
	return junit_document_print(
	    &d->results, ((struct junit *)d)->style, &d->text);
}

static struct report *
junit_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "JUnit", DOCUMENT_MAX_BYTES,
		junit_print };
	struct junit *j = document_new(sizeof(*j), output, &form, style);
	j->style = style->is_annotated ? JUNIT_ANNOTATED : JUNIT_STRICT;
	return &j->document.report;
}

const struct report_kind junit_report = {
	.name = "junit",
	.letter = 'j',
	.help = "write JUnit XML, '-' for standard output",
	.new = junit_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = document_free,
};
