/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/baseline_sheet.h"

#include "core/escape.h"
#include "core/mem.h"
#include "core/vec.h"
#include "model/repetition.h"
#include "xml/writer.h"

#include <stdlib.h>
#include <string.h>

/* Ten thousand entries of a long sentence each. */
#define FILE_MAX_BYTES ((size_t)64 << 20)
#define REASON_MAX_BYTES ((size_t)64 << 10)

/* A case that passed, or that the server is to blame for. */
struct judged_case {
	char *path;
	bool has_failed;
	enum finding finding;
	char *reason; /* one harmless line */
};

struct baseline_sheet {
	struct sink sink;
	struct output *output;
	bool has_started;
	VEC(struct judged_case) cases;
};

/* Until a person writes a better one. */
static char *
reason_of(const struct outcome *o)
{
	const char *text = o->sentence ? o->sentence : finding_name(o->finding);
	struct buf b;
	buf_init(&b, REASON_MAX_BYTES);
	escape_line(&b, text, strlen(text));
	return buf_take(&b);
}

static void
add_case(struct baseline_sheet *s, const struct run_event *event)
{
	const struct run_case *test = event->test;
	const struct outcome *o = event->outcome;
	bool has_failed = outcome_blames_server(o);
	if (!verdict_is_pass(o->verdict) && !has_failed)
		return;
	struct judged_case c = {
		.path = mem_printf("%s/%s/%.*s", test->suite, test->phase,
		    (int)repetition_base_size(test->name), test->name),
		.has_failed = has_failed,
		.finding = o->finding,
		.reason = reason_of(o)
	};
	vec_push(&s->cases, c);
}

static void
sheet_event(struct sink *sink, const struct run_event *event)
{
	struct baseline_sheet *s = (struct baseline_sheet *)sink;
	s->has_started |= event->kind == RUN_STARTED;
	if (event->kind == RUN_CASE_ENDED)
		add_case(s, event);
}

static void
write_entry(struct xml_writer *w, const char *path, enum finding finding,
    const char *reason, const char *expires)
{
	xml_start(w, "expected");
	xml_attribute(w, "case", path);
	xml_attribute(w, "finding", finding_name(finding));
	xml_attribute(w, "reason", reason);
	if (expires)
		xml_attribute(w, "expires", expires);
	xml_end(w);
}

static void
write_case(struct xml_writer *w, const struct judged_case *c,
    const struct baseline *earlier)
{
	const struct expected_failure *known =
	    earlier ? baseline_find(earlier, c->path) : NULL;
	if (!c->has_failed)
		return;
	if (known && known->finding == c->finding)
		write_entry(
		    w, c->path, c->finding, known->reason, known->expires);
	else
		write_entry(w, c->path, c->finding, c->reason, NULL);
}

static int
compare(const void *left, const void *right)
{
	const struct judged_case *a = left, *b = right;
	return strcmp(a->path, b->path);
}

/* Of a case that was run several times, a failure comes first. */
static int
compare_repetitions(const void *left, const void *right)
{
	const struct judged_case *a = left, *b = right;
	int order = compare(a, b);
	return order ? order : (int)b->has_failed - (int)a->has_failed;
}

static bool
is_judged(const struct baseline_sheet *s, const char *path)
{
	struct judged_case key = { .path = (char *)path };
	return s->cases.count > 0 &&
	    bsearch(&key, s->cases.items, s->cases.count,
		sizeof(*s->cases.items), compare);
}

static void
write_unjudged(struct xml_writer *w, const struct baseline_sheet *s,
    const struct baseline *earlier)
{
	for (size_t i = 0; i < earlier->items.count; i++) {
		const struct expected_failure *e = &earlier->items.items[i];
		if (!is_judged(s, e->path))
			write_entry(
			    w, e->path, e->finding, e->reason, e->expires);
	}
}

static bool
print(
    struct baseline_sheet *s, const struct baseline *earlier, struct buf *into)
{
	struct xml_writer *w = xml_writer_new();
	if (s->cases.count > 0)
		qsort(s->cases.items, s->cases.count, sizeof(*s->cases.items),
		    compare_repetitions);
	xml_start(w, "baseline");
	xml_attribute(w, "xmlns", BASELINE_NAMESPACE);
	for (size_t i = 0; i < s->cases.count; i++)
		if (i == 0 ||
		    compare(&s->cases.items[i - 1], &s->cases.items[i]))
			write_case(w, &s->cases.items[i], earlier);
	if (earlier)
		write_unjudged(w, s, earlier);
	xml_end(w);
	return xml_writer_finish(w, into);
}

bool
baseline_sheet_finish(struct baseline_sheet *s, const struct baseline *earlier,
    char **ret_problem)
{
	struct output *output = s->output;
	struct buf text;
	bool good = true;
	s->output = NULL;
	if (!s->has_started) {
		output_discard(output);
		return true;
	}
	buf_init(&text, FILE_MAX_BYTES);
	if (print(s, earlier, &text)) {
		output_write(output, buf_text(&text), text.size);
		good = output_commit(output, ret_problem);
	} else {
		output_discard(output);
		*ret_problem = mem_printf(
		    "the baseline is larger than its limit of %zu bytes",
		    FILE_MAX_BYTES);
		good = false;
	}
	buf_free(&text);
	return good;
}

struct baseline_sheet *
baseline_sheet_new(struct output *output)
{
	struct baseline_sheet *s = mem_zalloc(sizeof(*s));
	s->sink.event = sheet_event;
	s->output = output;
	return s;
}

struct sink *
baseline_sheet_sink(struct baseline_sheet *s)
{
	return &s->sink;
}

void
baseline_sheet_free(struct baseline_sheet *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->cases.count; i++) {
		free(s->cases.items[i].path);
		free(s->cases.items[i].reason);
	}
	vec_free(&s->cases);
	output_discard(s->output);
	free(s);
}
