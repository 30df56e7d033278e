/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exchange/ctrf_case.h"

#include "core/escape.h"

#include <string.h>

#define NS_PER_MS 1000000
#define MS_PER_S 1000

const char *const ctrf_status_names[CTRF_STATUS_COUNT] = { "passed", "failed",
	"skipped", "pending", "other" };

/* What broke is red, as in JUnit; what could not be judged is no pass. */
const enum ctrf_status ctrf_statuses[VERDICT_COUNT] = {
	[VERDICT_PASS] = CTRF_PASSED,
	[VERDICT_FAIL] = CTRF_FAILED,
	[VERDICT_INCONCLUSIVE] = CTRF_OTHER,
	[VERDICT_ERROR] = CTRF_FAILED,
	[VERDICT_SKIPPED] = CTRF_SKIPPED,
	[VERDICT_ABORTED] = CTRF_OTHER,
	[VERDICT_EXPECTED] = CTRF_SKIPPED,
	[VERDICT_FLAKY] = CTRF_PASSED,
};

/* --- values --- */

int64_t
ctrf_ms(int64_t ns)
{
	return ns > 0 ? ns / NS_PER_MS : 0;
}

/* Since 1970; of a simulation, since it began. */
int64_t
ctrf_date_ms(const struct results *r, int64_t ns)
{
	return r->wall_s * MS_PER_S + ctrf_ms(ns);
}

void
ctrf_add_text(struct ctrf *c, const char *key, const char *text)
{
	if (text && *text)
		json_add_string(&c->w, key, exchange_line(&c->line, text));
}

/* Of a list, or after a key. */
void
ctrf_add_item(struct ctrf *c, const char *text)
{
	json_add_string(&c->w, NULL, exchange_line(&c->line, text));
}

/* The same of lines, as harmless as in XML. */
void
ctrf_add_lines(struct ctrf *c, const char *key, const char *lines)
{
	if (!lines || !*lines)
		return;
	buf_clear(&c->line);
	escape_xml_legal(&c->line, lines, strlen(lines));
	json_add_string(&c->w, key, buf_text(&c->line));
}

void
ctrf_add_status(struct ctrf *c, enum verdict verdict)
{
	json_add_string(
	    &c->w, "status", ctrf_status_names[ctrf_statuses[verdict]]);
}

/* The text has been escaped. */
void
ctrf_add_waiver(struct ctrf *c, const struct waiver *waiver)
{
	buf_clear(&c->line);
	waiver_print(&c->line, waiver);
	json_add_string(&c->w, NULL, buf_text(&c->line));
}

/* --- a case --- */

static void
add_attachments(struct ctrf *c)
{
	if (!c->x->recording)
		return;
	json_begin_list(&c->w, "attachments");
	json_begin_object(&c->w, NULL);
	json_add_string(&c->w, "name", "recording");
	json_add_string(&c->w, "contentType", "application/x-ndjson");
	ctrf_add_text(c, "path", c->x->recording);
	json_end_object(&c->w);
	json_end_list(&c->w);
}

static void
add_attempt(struct ctrf *c, const struct attempt_result *a, size_t number)
{
	json_begin_object(&c->w, NULL);
	json_add_integer(&c->w, "attempt", (int64_t)number);
	ctrf_add_status(c, a->verdict);
	json_add_integer(&c->w, "duration", ctrf_ms(a->duration_ns));
	ctrf_add_lines(c, "message", a->sentence);
	ctrf_add_lines(c, "trace", a->detail);
	json_begin_object(&c->w, "extra");
	json_add_string(&c->w, "verdict", verdict_name(a->verdict));
	if (a->finding != FINDING_NONE)
		json_add_string(&c->w, "finding", finding_name(a->finding));
	json_end_object(&c->w);
	json_end_object(&c->w);
}

static void
add_attempts(struct ctrf *c, const struct case_result *one)
{
	if (one->attempts.count == 0)
		return;
	json_add_integer(&c->w, "retries", (int64_t)one->attempts.count);
	json_begin_list(&c->w, "retryAttempts");
	for (size_t i = 0; i < one->attempts.count; i++)
		add_attempt(c, &one->attempts.items[i], i + 1);
	json_end_list(&c->w);
}

/* What it proves nothing about is passed: the message came, or went out. */
static void
add_steps(struct ctrf *c, const struct exchange_steps *s)
{
	if (s->items.count == 0)
		return;
	json_begin_list(&c->w, "steps");
	for (size_t i = 0; i < s->items.count; i++) {
		const struct exchange_step *step = &s->items.items[i];
		json_begin_object(&c->w, NULL);
		json_add_string(&c->w, "name", step->text);
		json_add_string(&c->w, "status",
		    ctrf_status_names[step->is_finding ? CTRF_FAILED
						       : CTRF_PASSED]);
		json_end_object(&c->w);
	}
	json_end_list(&c->w);
}

static void
add_requirements(struct ctrf *c, const struct run_case *test)
{
	if (test->requirement_count == 0)
		return;
	json_begin_list(&c->w, "requirementId");
	for (unsigned i = 0; i < test->requirement_count; i++)
		ctrf_add_item(c, test->requirements[i].id);
	json_end_list(&c->w);
	json_begin_list(&c->w, "level");
	for (unsigned i = 0; i < test->requirement_count; i++)
		ctrf_add_item(c, test->requirements[i].level);
	json_end_list(&c->w);
}

static void
add_labels(
    struct ctrf *c, const struct run_case *test, const struct case_result *one)
{
	json_begin_object(&c->w, "labels");
	json_add_string(&c->w, "verdict", verdict_name(one->verdict));
	if (one->finding != FINDING_NONE)
		json_add_string(&c->w, "finding", finding_name(one->finding));
	ctrf_add_text(c, "section", test->section);
	add_requirements(c, test);
	json_add_string(
	    &c->w, "role", test->is_assumption ? "assumption" : "case");
	json_end_object(&c->w);
}

static void
add_difference(struct ctrf *c, const struct finding_difference *d)
{
	if (!d->what)
		return;
	json_begin_object(&c->w, "difference");
	ctrf_add_lines(c, "what", d->what);
	ctrf_add_lines(c, "expected", d->expected);
	ctrf_add_lines(c, "observed", d->observed);
	json_end_object(&c->w);
}

static void
add_command(struct ctrf *c, const char *key, const char *command,
    const struct run_case *test, const struct case_result *one)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	if (results_command(command, test, one, &text))
		ctrf_add_text(c, key, buf_text(&text));
	buf_free(&text);
}

static void
add_case_waivers(struct ctrf *c, unsigned index)
{
	size_t at = 0;
	const struct waiver *waiver = results_next_waiver(c->r, index, &at);
	if (!waiver)
		return;
	json_begin_list(&c->w, "waivers");
	for (; waiver; waiver = results_next_waiver(c->r, index, &at))
		ctrf_add_waiver(c, waiver);
	json_end_list(&c->w);
}

static void
add_extra(struct ctrf *c, const struct run_case *test,
    const struct case_result *one, const struct exchange_steps *s)
{
	json_begin_object(&c->w, "extra");
	ctrf_add_text(c, "requirement", test->requirement);
	json_add_integer(&c->w, "durationNs", one->duration_ns);
	add_difference(c, &one->difference);
	ctrf_add_text(c, "preamble", one->preamble);
	add_case_waivers(c, test->index);
	if (s->left_out)
		json_add_integer(&c->w, "stepsLeftOut", s->left_out);
	if (verdict_needs_attention(one->verdict)) {
		add_command(c, "again", c->r->run->again, test, one);
		add_command(c, "replay", c->r->replay, test, one);
	}
	json_end_object(&c->w);
}

static void
add_times(struct ctrf *c, const struct case_result *one)
{
	json_add_integer(&c->w, "duration", ctrf_ms(one->duration_ns));
	if (!one->started || run_is_simulated(c->r->run))
		return;
	json_add_integer(&c->w, "start", ctrf_date_ms(c->r, one->start_ns));
	json_add_integer(&c->w, "stop", ctrf_date_ms(c->r, one->end_ns));
}

static void
add_place(struct ctrf *c, const struct run_case *test)
{
	if (!*test->file)
		return;
	ctrf_add_text(c, "filePath", test->file);
	json_add_integer(&c->w, "line", test->line);
}

static void
add_tags(struct ctrf *c, const struct run_case *test)
{
	json_begin_list(&c->w, "tags");
	ctrf_add_item(c, test->suite);
	if (test->is_assumption)
		json_add_string(&c->w, NULL, "assumption");
	json_end_list(&c->w);
}

void
ctrf_add_case(struct ctrf *c, unsigned index)
{
	const struct run_case *test = &c->r->run->cases[index];
	const struct case_result *one = &c->r->cases[index];
	struct buf path;
	buf_init(&path, SIZE_MAX / 2);
	buf_printf(&path, "%s/%s/%s", test->suite, test->phase, test->name);
	json_break_line(&c->w, 4);
	json_begin_object(&c->w, NULL);
	ctrf_add_text(c, "testId", buf_text(&path));
	json_add_string(&c->w, "name", exchange_line(&c->line, test->name));
	json_begin_list(&c->w, "suite");
	ctrf_add_item(c, test->suite);
	ctrf_add_item(c, test->phase);
	json_end_list(&c->w);
	ctrf_add_status(c, one->verdict);
	json_add_string(&c->w, "rawStatus", verdict_name(one->verdict));
	add_times(c, one);
	json_add_string(&c->w, "type", "conformance");
	ctrf_add_lines(c, "message", one->sentence);
	ctrf_add_lines(c, "trace", one->detail);
	add_place(c, test);
	add_tags(c, test);
	add_labels(c, test, one);
	add_attempts(c, one);
	json_add_boolean(&c->w, "flaky", one->verdict == VERDICT_FLAKY);
	add_steps(c, &c->x->steps[index]);
	if (verdict_needs_attention(one->verdict))
		add_attachments(c);
	add_extra(c, test, one, &c->x->steps[index]);
	json_end_object(&c->w);
	buf_free(&path);
}
