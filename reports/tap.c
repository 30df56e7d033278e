/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/tap.h"

#include "conformance/requirement_list.h"
#include "conformance/waivers.h"
#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "record/concession/concessions.h"
#include "record/summary.h"
#include "reports/document.h"
#include "wire/json_writer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* As for JUnit. */
#define DOCUMENT_MAX_BYTES ((size_t)256 << 20)

struct tap {
	struct document document;
	unsigned version;
};

static void
add_description(struct buf *into, const char *text)
{
	escape_tap(into, text, strlen(text));
}

/* A double-quoted scalar of YAML: a JSON string is one. */
static void
add_quoted(struct buf *into, const char *text, size_t size)
{
	struct buf line;
	buf_init(&line, DOCUMENT_MAX_BYTES);
	escape_line(&line, text, size);
	json_add_characters(&(struct json_writer){ .into = into }, NULL,
	    buf_text(&line), line.size);
	buf_free(&line);
}

static void
add_scalar(struct buf *into, const char *key, const char *text)
{
	buf_printf(into, "  %s: ", key);
	add_quoted(into, text, strlen(text));
	buf_add_char(into, '\n');
}

static void
add_lines(struct buf *into, const char *key, const char *lines)
{
	buf_printf(into, "  %s:\n", key);
	while (*lines) {
		size_t size = strcspn(lines, "\n");
		buf_add_text(into, "    - ");
		add_quoted(into, lines, size);
		buf_add_char(into, '\n');
		lines += size + (lines[size] == '\n');
	}
}

static void
add_command(struct buf *into, const char *key, const char *command,
    const struct run_case *test, const struct case_result *one)
{
	struct buf line;
	buf_init(&line, DOCUMENT_MAX_BYTES);
	if (results_command(command, test, one, &line))
		add_scalar(into, key, buf_text(&line));
	buf_free(&line);
}

/* Those that could not be judged, before the last one. */
static void
add_attempts(struct buf *into, const struct case_result *one)
{
	buf_add_text(into, "  attempts:\n");
	for (size_t i = 0; i < one->attempts.count; i++) {
		const char *sentence = one->attempts.items[i].sentence;
		buf_add_text(into, "    - ");
		add_quoted(into, sentence, strlen(sentence));
		buf_add_char(into, '\n');
	}
}

/* What the case shows, by id. */
static void
add_ids(struct buf *into, const struct run_case *test)
{
	struct buf ids;
	if (!test->requirement_count)
		return;
	buf_init(&ids, DOCUMENT_MAX_BYTES);
	requirement_list_print(&ids, test);
	add_scalar(into, "ids", buf_text(&ids));
	buf_free(&ids);
}

static void
add_block(struct buf *into, const struct results *r,
    const struct run_case *test, const struct case_result *one)
{
	char seconds[DURATION_TEXT_SIZE];
	buf_add_text(into, "  ---\n");
	add_scalar(into, "message", one->sentence ? one->sentence : "");
	add_scalar(into, "severity", verdict_name(one->verdict));
	if (one->finding != FINDING_NONE)
		add_scalar(into, "finding", finding_name(one->finding));
	if (test->section)
		add_scalar(into, "section", test->section);
	if (test->is_assumption)
		add_scalar(into, "level", "assumption");
	if (*test->requirement)
		add_scalar(into, "requirement", test->requirement);
	add_ids(into, test);
	add_scalar(into, "file", test->file);
	buf_printf(into, "  line: %u\n  seconds: %s\n", test->line,
	    duration_print_s(
		seconds, one->duration_ns > 0 ? one->duration_ns : 0));
	add_command(into, "again", r->run->again, test, one);
	add_command(into, "replay", r->replay, test, one);
	if (one->detail)
		add_lines(into, "detail", one->detail);
	if (one->attempts.count > 0)
		add_attempts(into, one);
	buf_add_text(into, "  ...\n");
}

/* The directive after a description, or NULL: the result says it all. */
static const char *
directive_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_SKIPPED:
		return "SKIP";
	case VERDICT_EXPECTED:
		return "TODO"; /* it fails, but does not fail the run */
	case VERDICT_PASS:
	case VERDICT_FLAKY:
	case VERDICT_FAIL:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
	case VERDICT_ABORTED:
		break;
	}
	return NULL;
}

/* Who reads the result must see what the server is not blamed for. */
static void
add_waivers(struct buf *into, const struct results *r, unsigned index)
{
	const struct waiver *w;
	for (size_t i = 0; (w = results_next_waiver(r, index, &i));) {
		buf_add_text(into, "# waived by ");
		waiver_print(into, w);
		buf_add_char(into, '\n');
	}
}

static void
add_case(struct buf *into, const struct results *r, unsigned index)
{
	assert(r->run);
	const struct run_case *test = &r->run->cases[index];
	const struct case_result *one = &r->cases[index];
	const char *directive = directive_of(one->verdict);
	bool good =
	    verdict_is_pass(one->verdict) || one->verdict == VERDICT_SKIPPED;
	buf_printf(into, "%s %u - ", good ? "ok" : "not ok", test->index + 1);
	add_description(into, test->suite);
	buf_add_char(into, '/');
	add_description(into, test->phase);
	buf_add_char(into, '/');
	add_description(into, test->name);
	if (directive) {
		buf_printf(into, " # %s ", directive);
		add_description(into, one->sentence ? one->sentence : "");
	}
	buf_add_char(into, '\n');
	if (!good || one->verdict == VERDICT_FLAKY)
		add_block(into, r, test, one);
	add_waivers(into, r, index);
}

/* A plan of no case would read as success. */
static void
add_empty_run(struct buf *into, const struct results *r)
{
	buf_add_text(into, "1..1\nnot ok 1 - run\n  ---\n");
	add_scalar(
	    into, "message", r->problem ? r->problem : "No case was run.");
	buf_add_text(into, "  ...\n");
}

static void
add_notices(struct buf *into, const char *lines)
{
	while (*lines) {
		size_t size = strcspn(lines, "\n");
		buf_printf(into, "# %.*s\n", (int)size, lines);
		lines += size + (lines[size] == '\n');
	}
}

static void
add_shard(struct buf *into, const struct run_facts *run)
{
	buf_add_text(into, "# ");
	summary_print_shard(into, run);
	buf_add_char(into, '\n');
}

static void
add_concessions(struct buf *into, const struct results *r)
{
	buf_add_text(into, "# ");
	concessions_print_of(into, r->run, r->has_derived_tags);
	buf_add_char(into, '\n');
	if (!r->run->waivers)
		return;
	buf_add_text(into, "# waivers: ");
	results_print_waivers(r, into);
	buf_add_char(into, '\n');
}

static bool
tap_print(struct document *d, const struct run_summary *summary)
{
	struct results *r = &d->results;
	(void)summary; /* the plan and the lines are it */
	results_close(r);
	buf_printf(&d->text, "TAP version %u\n", ((struct tap *)d)->version);
	bool is_shard = r->run && r->run->shard.total;
	if (r->case_count)
		buf_printf(&d->text, "1..%u\n", r->case_count);
	else if (is_shard && !r->problem)
		buf_add_text(
		    &d->text, "1..0 # SKIP no case falls to this shard\n");
	else
		add_empty_run(&d->text, r);
	if (r->run && run_is_simulated(r->run))
		buf_add_text(&d->text, "# all times are virtual\n");
	if (r->run)
		add_concessions(&d->text, r);
	if (is_shard)
		add_shard(&d->text, r->run);
	add_notices(&d->text, buf_text(&r->notices));
	for (unsigned i = 0; i < r->case_count; i++)
		add_case(&d->text, r, i);
	if (r->problem)
		buf_printf(&d->text, "Bail out! %s\n", r->problem);
	return !d->text.truncated;
}

static struct report *
tap_new(struct output *output, const struct report_style *style)
{
	static const struct document_form form = { "TAP", DOCUMENT_MAX_BYTES,
		tap_print };
	struct tap *t = document_new(sizeof(*t), output, &form, style);
	t->version =
	    style->tap_version ? style->tap_version : TAP_OLDEST_VERSION;
	return &t->document.report;
}

const struct report_kind tap_report = {
	.name = "tap",
	.help = "write TAP, '-' for standard output",
	.new = tap_new,
	.explain = document_explain,
	.finish = document_finish,
	.free = document_free,
};
