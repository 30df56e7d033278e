/* SPDX-License-Identifier: Apache-2.0 */
#include "conformance/waivers.h"

#include "conformance/requirement_list.h"
#include "core/escape.h"
#include "core/mem.h"
#include "load/element/dates.h"
#include "model/repetition.h"

#include <stdlib.h>
#include <string.h>

void
waivers_free(struct waivers *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->items.count; i++) {
		struct waiver *one = &w->items.items[i];
		free(one->id);
		free(one->requirement);
		free(one->path);
		free(one->reason);
		free(one->erratum);
		free(one->expires);
	}
	vec_free(&w->items);
	source_unref(w->source);
	free(w);
}

bool
waiver_has_expired(const struct waiver *w, int64_t wall_s)
{
	char day[DAY_TEXT_SIZE];
	return wall_s && strcmp(day_print(day, wall_s), w->expires) > 0;
}

void
waivers_warn_of_expired(
    const struct waivers *w, int64_t wall_s, struct diag *diag)
{
	for (size_t i = 0; i < w->items.count; i++) {
		const struct waiver *one = &w->items.items[i];
		if (waiver_has_expired(one, wall_s))
			diag_warning(diag, &one->expires_at, "expired",
			    "the waiver '%s' no longer holds after %s", one->id,
			    one->expires);
	}
}

/* Of a case that is repeated, each repetition. */
static bool
is_case(const char *path, const struct run_case *test)
{
	size_t suite = strlen(test->suite), phase = strlen(test->phase);
	return strncmp(path, test->suite, suite) == 0 && path[suite] == '/' &&
	    strncmp(path + suite + 1, test->phase, phase) == 0 &&
	    path[suite + 1 + phase] == '/' &&
	    repetition_is_of(test->name, path + suite + phase + 2);
}

static bool
speaks_of(const struct waiver *w, const struct run_facts *run,
    const struct run_case *test)
{
	return requirement_list_has(test, w->requirement) &&
	    (!w->path || is_case(w->path, test)) &&
	    !waiver_has_expired(w, run->wall_start_s);
}

const struct waiver *
waivers_next(const struct run_facts *run, const struct run_case *test,
    enum verdict verdict, enum finding finding, size_t *position)
{
	const struct waivers *w = run->waivers;
	if (!w || verdict_behaviour(verdict, finding) != SERVER_FAILS)
		return NULL;
	while (*position < w->items.count) {
		const struct waiver *one = &w->items.items[(*position)++];
		if (speaks_of(one, run, test))
			return one;
	}
	return NULL;
}

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

void
waiver_print(struct buf *into, const struct waiver *w)
{
	add_text(into, w->id);
	buf_add_text(into, " (");
	add_text(into, w->requirement);
	buf_printf(into, ", until %s): ", w->expires);
	add_text(into, w->reason);
	buf_add_text(into, "; ");
	add_text(into, w->erratum);
}

void
waiver_tally_start(struct waiver_tally *t, const struct run_facts *run)
{
	*t = (struct waiver_tally){ .run = run };
	if (run->waivers)
		t->uses = mem_zalloc(
		    (run->waivers->items.count + 1) * sizeof(*t->uses));
}

void
waiver_tally_take(struct waiver_tally *t, const struct run_case *test,
    enum verdict verdict, enum finding finding)
{
	const struct waiver *w;
	bool is_waived = false;
	if (!t->uses || verdict_behaviour(verdict, finding) != SERVER_FAILS)
		return;
	for (size_t i = 0;
	     (w = waivers_next(t->run, test, verdict, finding, &i));) {
		t->uses[w - t->run->waivers->items.items]++;
		is_waived = true;
	}
	t->failed++;
	t->waived += is_waived;
}

static void
add_used(struct buf *into, const struct waiver_tally *t)
{
	const struct waivers *w = t->run->waivers;
	const char *gap = " (";
	if (t->failed == 0) {
		buf_add_text(into, "no case failed");
		return;
	}
	buf_printf(into, "%u of %u failed case%s %s waived", t->waived,
	    t->failed, t->failed == 1 ? "" : "s",
	    t->failed == 1 || t->waived == 1 ? "is" : "are");
	for (size_t i = 0; i < w->items.count; i++) {
		if (!t->uses[i])
			continue;
		buf_add_text(into, gap);
		add_text(into, w->items.items[i].id);
		gap = ", ";
	}
	buf_add_text(into, t->waived ? ")" : "");
}

void
waiver_tally_print(struct buf *into, const struct waiver_tally *t)
{
	if (!t->uses)
		return;
	const struct waivers *w = t->run->waivers;
	add_used(into, t);
	for (size_t i = 0; i < w->items.count; i++) {
		const struct waiver *one = &w->items.items[i];
		if (t->uses[i])
			continue;
		buf_add_text(into, "; ");
		add_text(into, one->id);
		if (waiver_has_expired(one, t->run->wall_start_s))
			buf_printf(into, " expired on %s", one->expires);
		else
			buf_add_text(into, " waives nothing");
	}
}

void
waiver_tally_free(struct waiver_tally *t)
{
	free(t->uses);
	*t = (struct waiver_tally){ 0 };
}
