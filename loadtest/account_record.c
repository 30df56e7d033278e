/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/account_record.h"

#include "core/buf.h"
#include "loadtest/account.h"

#include <inttypes.h>
#include <stdio.h>

/* All cells of a histogram, each at most two numbers of 20 digits. */
#define CELLS_MAX_BYTES ((size_t)2 << 20)

/* JSON of ours has no fractions. */
static void
add_number(struct json_writer *w, const char *key, double value)
{
	char text[32];
	snprintf(text, sizeof(text), "%.17g", value);
	json_add_text(w, key, text);
}

static void
add_counts(
    struct json_writer *w, const uint64_t *counts, const uint64_t *findings)
{
	json_begin_object(w, "verdicts");
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		if (counts[i])
			json_add_unsigned(
			    w, verdict_name((enum verdict)i), counts[i]);
	json_end_object(w);
	json_begin_object(w, "findings");
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		if (findings[i])
			json_add_unsigned(
			    w, finding_name((enum finding)i), findings[i]);
	json_end_object(w);
}

/* Each cell as "LONGEST:COUNT": a line has dozens of them. */
static void
add_histogram(struct json_writer *w, const struct histogram *h)
{
	struct buf cells;
	unsigned cell = 0;
	int64_t ns;
	uint64_t count;
	buf_init(&cells, CELLS_MAX_BYTES);
	while (histogram_next(h, &cell, &ns, &count))
		buf_printf(&cells, "%s%" PRId64 ":%" PRIu64,
		    cells.size ? " " : "", ns, count);
	json_add_integer(w, "min", histogram_min(h));
	json_add_text(w, "cells", buf_text(&cells));
	buf_free(&cells);
}

static void
add_one(struct json_writer *w, const char *key, const struct histogram *h)
{
	json_begin_object(w, key);
	add_histogram(w, h);
	json_end_object(w);
}

static void
add_timings(struct json_writer *w, const char *key,
    const struct timing *timings, size_t count)
{
	json_begin_list(w, key);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(w, NULL);
		json_add_text(w, "name", timings[i].name);
		json_add_integer(w, "limit", timings[i].limit_ns);
		add_histogram(w, timings[i].times);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_figures(struct json_writer *w, const struct figures *f)
{
	json_add_unsigned(w, "started", f->started);
	json_add_unsigned(w, "ended", f->ended);
	json_add_unsigned(w, "unstarted", f->unstarted);
	add_counts(w, f->counts, f->findings);
	json_add_unsigned(w, "setupsFailed", f->setups_failed);
	json_add_unsigned(w, "messages", f->messages);
	json_add_unsigned(w, "planned", f->planned);
	json_add_integer(w, "plannedTime", f->planned_ns);
	json_add_integer(w, "newestStart", f->newest_ns);
	json_add_integer(w, "start", f->start_ns);
	json_add_integer(w, "end", f->end_ns);
	json_add_integer(w, "longestLag", f->longest_lag_ns);
	add_one(w, "answers", f->answers);
	add_one(w, "delays", f->delays);
	add_one(w, "lags", f->lags);
	add_timings(w, "requests", f->requests.items, f->requests.count);
	add_timings(w, "deadlines", f->deadlines.items, f->deadlines.count);
}

void
account_record(const void *account, struct json_writer *w)
{
	const struct account *a = account;
	add_number(w, "rate", a->schedule->rate);
	json_add_unsigned(w, "seed", a->seed);
	json_begin_list(w, "thresholds");
	for (size_t i = 0; i < a->judgements.count; i++)
		json_add_text(w, NULL, a->judgements.items[i].threshold.text);
	json_end_list(w);
	add_figures(w, a->figures);
	explanations_print(w, a->explanations);
	json_add_unsigned(w, "others", a->explanations->others);
}

void
account_record_second(const void *second, struct json_writer *w)
{
	const struct second *s = second;
	json_add_integer(w, "start", s->start_ns);
	json_add_integer(w, "duration", s->duration_ns);
	add_number(w, "rate", s->rate);
	json_add_unsigned(w, "started", s->started);
	json_add_unsigned(w, "ended", s->ended);
	json_add_unsigned(w, "running", s->running);
	add_counts(w, s->counts, s->findings);
	json_add_integer(w, "p50", s->p50_ns);
	json_add_integer(w, "p90", s->p90_ns);
	json_add_integer(w, "p99", s->p99_ns);
	json_add_integer(w, "max", s->max_ns);
	json_add_integer(w, "delay", s->delay_ns);
	json_add_integer(w, "lag", s->lag_ns);
}
