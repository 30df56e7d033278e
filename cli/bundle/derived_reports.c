/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/derived_reports.h"

#include "bundle/layout.h"
#include "core/mem.h"
#include "record/output.h"
#include "reports/exchange/ctrf.h"
#include "reports/exchange/open_test.h"
#include "reports/html/html.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "reports/paper/paper.h"
#include "reports/tap.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a page says of how a case is judged again; REPRODUCE makes that file. */
#define REPLAY "ixconform check run.ndjson --case"

static const struct {
	const struct report_kind *kind;
	const char *name;
} rows[] = {
	{ &html_report, BUNDLE_REPORTS "run.html" },
	{ &ctrf_report, BUNDLE_REPORTS "ctrf.json" },
	{ &open_test_report, BUNDLE_REPORTS "open-test.xml" },
	{ &junit_report, BUNDLE_REPORTS "junit.xml" },
	{ &markdown_report, BUNDLE_REPORTS "run.md" },
	{ &pctr_report, BUNDLE_REPORTS "pctr.html" },
	{ &sctr_report, BUNDLE_REPORTS "sctr.html" },
	{ &tap_report, BUNDLE_REPORTS "run.tap" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))
static_assert(ROWS <= DERIVED_REPORTS_MAX, "there is room for each");

static bool
open_one(struct derived_reports *d, size_t i, char **ret_problem)
{
	const struct report_style style = { .replay = REPLAY };
	struct memory_file *f = &d->files[i];
	if (!memory_file_open(f)) {
		*ret_problem = mem_strdup(strerror(errno));
		return false;
	}
	d->count++;
	struct output *output = output_open(f->path, NULL, ret_problem);
	if (!output)
		return false;
	d->reports[i] = report_new(rows[i].kind, output, &style);
	d->sinks[i] = &d->reports[i]->sink;
	return true;
}

static bool
complain(struct objections *o, size_t i, char *problem)
{
	object(o, OBJECTION_OPEN, "'%s' cannot be made: %s", rows[i].name,
	    problem ? problem : "it has more than 1 GiB");
	free(problem);
	return false;
}

bool
derived_reports_open(struct derived_reports *d, struct objections *o)
{
	char *problem = NULL;
	for (size_t i = 0; i < ROWS; i++)
		if (!open_one(d, i, &problem))
			return complain(o, i, problem);
	return true;
}

static bool
finish_one(
    struct derived_reports *d, size_t i, struct pack *into, char **ret_problem)
{
	struct buf text;
	buf_init(&text, PACK_MAX_BYTES);
	if (!report_finish(d->reports[i], ret_problem))
		return false;
	if (!memory_file_read(&d->files[i], &text)) {
		buf_free(&text);
		return false;
	}
	size_t size = text.size;
	return pack_add(into, rows[i].name, buf_take(&text), size);
}

bool
derived_reports_finish(
    struct derived_reports *d, struct pack *into, struct objections *o)
{
	for (size_t i = 0; i < ROWS; i++) {
		char *problem = NULL;
		if (!finish_one(d, i, into, &problem))
			return complain(o, i, problem);
	}
	return true;
}

void
derived_reports_free(struct derived_reports *d)
{
	for (unsigned i = 0; i < d->count; i++) {
		report_free(d->reports[i]);
		memory_file_close(&d->files[i]);
	}
	d->count = 0;
}
