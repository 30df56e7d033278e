/* SPDX-License-Identifier: Apache-2.0 */
/* The account of a load for other programs; docs/load.md describes it. */
#include "loadtest/account.h"
#include "wire/json_writer.h"

static void
add_load(struct json_writer *w, const struct account *a)
{
	const struct figures *f = a->figures;
	json_add_text(w, "target", a->target);
	json_add_text(w, "server", a->server);
	json_add_unsigned(w, "seed", a->seed);
	json_add_integer(w, "duration", f->end_ns - f->start_ns);
	json_add_boolean(w, "interrupted", a->is_interrupted);
	json_add_text(w, "problem", a->problem);
	json_add_unsigned(w, "planned", f->planned);
	json_add_unsigned(w, "started", f->started);
	json_add_unsigned(w, "ended", f->ended);
	json_add_unsigned(w, "unstarted", f->unstarted);
	json_add_unsigned(w, "messages", f->messages);
	json_begin_object(w, "verdicts");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (f->counts[i])
			json_add_unsigned(
			    w, verdict_name((enum verdict)i), f->counts[i]);
	json_end_object(w);
}

/* All that is not 0, so that histograms of several loads can be added. */
static void
add_cells(struct json_writer *w, const struct histogram *h)
{
	unsigned cell = 0;
	int64_t ns;
	uint64_t count;
	json_begin_list(w, "cells");
	while (histogram_next(h, &cell, &ns, &count)) {
		json_begin_list(w, NULL);
		json_add_integer(w, NULL, ns);
		json_add_unsigned(w, NULL, count);
		json_end_list(w);
	}
	json_end_list(w);
}

static void
add_histogram(struct json_writer *w, const struct histogram *h)
{
	json_add_unsigned(w, "count", histogram_count(h));
	json_add_integer(w, "min", histogram_min(h));
	json_add_integer(w, "mean", histogram_mean(h));
	json_add_integer(w, "p50", histogram_quantile(h, 500000));
	json_add_integer(w, "p90", histogram_quantile(h, 900000));
	json_add_integer(w, "p99", histogram_quantile(h, 990000));
	json_add_integer(w, "p999", histogram_quantile(h, 999000));
	json_add_integer(w, "max", histogram_max(h));
	add_cells(w, h);
}

static void
add_one(struct json_writer *w, const char *key, const struct histogram *h)
{
	json_begin_object(w, key);
	add_histogram(w, h);
	json_end_object(w);
}

static void
add_timings(struct json_writer *w, const char *key, const char *name_key,
    const struct timing *timings, size_t count)
{
	json_begin_list(w, key);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(w, NULL);
		json_add_text(w, name_key, timings[i].name);
		if (timings[i].limit_ns)
			json_add_integer(w, "limit", timings[i].limit_ns);
		add_histogram(w, timings[i].times);
		json_end_object(w);
	}
	json_end_list(w);
}

static void
add_judgements(struct json_writer *w, const struct account *a)
{
	json_begin_list(w, "thresholds");
	for (size_t i = 0; i < a->judgements.count; i++) {
		const struct judgement *j = &a->judgements.items[i];
		json_begin_object(w, NULL);
		json_add_text(w, "threshold", j->threshold.text);
		json_add_text(w, "result", threshold_result_name(j->result));
		json_add_text(w, "figure", j->figure);
		json_end_object(w);
	}
	json_end_list(w);
}

void
account_print_json(const struct account *a, struct buf *into)
{
	const struct figures *f = a->figures;
	struct json_writer w = { .into = into };
	json_begin_object(&w, NULL);
	add_load(&w, a);
	add_judgements(&w, a);
	explanations_print(&w, a->explanations);
	add_one(&w, "answers", f->answers);
	add_timings(
	    &w, "requests", "request", f->requests.items, f->requests.count);
	add_timings(
	    &w, "deadlines", "within", f->deadlines.items, f->deadlines.count);
	add_one(&w, "delays", f->delays);
	add_one(&w, "lags", f->lags);
	json_end_object(&w);
	buf_add_char(into, '\n');
}
