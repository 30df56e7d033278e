/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/past_account.h"

#include "core/clock.h"
#include "core/mem.h"
#include "loadtest/account_record.h"
#include "record/recorded_value.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct past_account {
	struct account account;
	struct meter_listener listener;
	struct schedule schedule;
	struct figures figures;
	struct series series;
	struct explanations explanations;
	VEC(char *) thresholds; /* owned texts */
	char *server, *problem; /* owned */
	int64_t times_ns;       /* up to then, figures have times ... */
	struct second since;    /* and the seconds after it only counts */
};

struct past_account *
past_account_new(void)
{
	struct past_account *p = mem_zalloc(sizeof(*p));
	figures_init(&p->figures);
	explanations_init(&p->explanations);
	return p;
}

static void
free_thresholds(struct past_account *p)
{
	for (size_t i = 0; i < p->thresholds.count; i++)
		free(p->thresholds.items[i]);
	vec_free(&p->thresholds);
}

void
past_account_free(struct past_account *p)
{
	if (!p)
		return;
	account_free(&p->account);
	figures_free(&p->figures);
	series_free(&p->series);
	explanations_free(&p->explanations);
	free_thresholds(p);
	free(p->server);
	free(p->problem);
	free(p);
}

void
past_account_listen(
    struct past_account *p, const struct meter_listener *listener)
{
	p->listener = *listener;
}

/* --- values --- */

static uint64_t
get_count(struct json_object o, const char *key)
{
	return (uint64_t)json_get_integer(o, key, 0, INT64_MAX);
}

static int64_t
get_time(struct json_object o, const char *key)
{
	return json_get_integer(o, key, 0, RECORDED_TIME_MAX_NS);
}

static double
get_number(struct json_object o, const char *key)
{
	const char *text = json_get_text(o, key, NULL);
	char *end;
	double value = strtod(text, &end);
	if (end == text || *end || !(value >= 0 && value < 1e9))
		json_object_refuse(o, "'%s' is no number", key);
	return value;
}

static void
get_counts(struct json_object o, uint64_t *counts, uint64_t *findings)
{
	struct json_object verdicts = json_get_object(o, "verdicts");
	struct json_object kinds = json_get_object(o, "findings");
	for (unsigned i = 0; i < VERDICT_COUNT; i++) {
		const char *name = verdict_name((enum verdict)i);
		counts[i] =
		    json_has(verdicts, name) ? get_count(verdicts, name) : 0;
	}
	for (unsigned i = 0; i < FINDING_COUNT; i++) {
		const char *name = finding_name((enum finding)i);
		findings[i] =
		    json_has(kinds, name) ? get_count(kinds, name) : 0;
	}
}

/* "LONGEST:COUNT ..." */
static void
get_cells(struct json_object o, struct histogram *h)
{
	const char *text = json_get_text(o, "cells", NULL);
	while (*text) {
		char *end;
		errno = 0;
		int64_t ns = strtoll(text, &end, 10);
		uint64_t count = *end == ':' ? strtoull(end + 1, &end, 10) : 0;
		if (errno || ns < 0 || count == 0 || count > INT64_MAX ||
		    (*end && *end != ' ')) {
			json_object_refuse(
			    o, "'cells' wants TIME:COUNT, separated by blanks");
			return;
		}
		histogram_record_many(h, ns, count);
		text = *end ? end + 1 : end;
	}
	if (histogram_count(h))
		histogram_note_min(h, get_time(o, "min"));
}

static void
get_timings(struct json_object o, const char *key, struct figures *f)
{
	size_t count = json_get_count(o, key);
	for (size_t i = 0; i < count; i++) {
		struct json_object item = json_get_item(o, key, i);
		const char *name = json_get_text(item, "name", NULL);
		int64_t limit_ns = get_time(item, "limit");
		get_cells(item,
		    limit_ns ? figures_deadline(f, name, limit_ns)
			     : figures_request(f, name));
	}
}

static void
get_figures(struct json_object o, struct figures *f)
{
	f->started = get_count(o, "started");
	f->ended = get_count(o, "ended");
	f->unstarted = get_count(o, "unstarted");
	get_counts(o, f->counts, f->findings);
	f->setups_failed = get_count(o, "setupsFailed");
	f->messages = get_count(o, "messages");
	f->planned = get_count(o, "planned");
	f->planned_ns = get_time(o, "plannedTime");
	f->newest_ns = get_time(o, "newestStart");
	f->start_ns = get_time(o, "start");
	f->end_ns = get_time(o, "end");
	f->longest_lag_ns = get_time(o, "longestLag");
	get_cells(json_get_object(o, "answers"), f->answers);
	get_cells(json_get_object(o, "delays"), f->delays);
	get_cells(json_get_object(o, "lags"), f->lags);
	get_timings(o, "requests", f);
	get_timings(o, "deadlines", f);
}

/* --- explanations --- */

static void
get_explanation(struct json_object o, struct explanations *e)
{
	const char *verdicts[VERDICT_COUNT + 1] = { NULL };
	const char *findings[FINDING_COUNT + 1] = { NULL };
	const char *sentence = json_find_text(o, "sentence", NULL);
	struct explanation *x = mem_zalloc(sizeof(*x));
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		verdicts[i] = verdict_name((enum verdict)i);
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		findings[i] = finding_name((enum finding)i);
	x->verdict = (enum verdict)json_get_word(o, "verdict", verdicts);
	x->finding = (enum finding)json_get_word(o, "finding", findings);
	x->sentence = sentence ? mem_strdup(sentence) : NULL;
	x->first = mem_strdup(json_get_text(o, "first", NULL));
	x->first_ns = get_time(o, "firstTime");
	x->count = get_count(o, "count");
	vec_push(&e->items, x);
}

static void
get_explanations(struct json_object o, struct explanations *e)
{
	size_t count = json_get_count(o, "explanations");
	for (size_t i = 0; i < count && i < EXPLANATIONS_MAX; i++)
		get_explanation(json_get_item(o, "explanations", i), e);
	e->others = get_count(o, "others");
}

/* --- lines --- */

/* It replaces the one before. */
static void
take_account(struct past_account *p, struct json_object o)
{
	figures_free(&p->figures);
	figures_init(&p->figures);
	explanations_free(&p->explanations);
	explanations_init(&p->explanations);
	free_thresholds(p);
	p->since = (struct second){ 0 };
	p->schedule.rate = get_number(o, "rate");
	p->account.seed = get_count(o, "seed");
	size_t count = json_get_count(o, "thresholds");
	for (size_t i = 0; i < count; i++)
		vec_push(&p->thresholds,
		    mem_strdup(json_get_item_text(o, "thresholds", i)));
	get_figures(o, &p->figures);
	p->times_ns = p->figures.end_ns;
	get_explanations(o, &p->explanations);
}

static void
take_second(struct past_account *p, struct json_object o)
{
	struct second s = { .start_ns = get_time(o, "start"),
		.duration_ns = get_time(o, "duration"),
		.rate = get_number(o, "rate"),
		.started = get_count(o, "started"),
		.ended = get_count(o, "ended"),
		.running =
		    (unsigned)json_get_integer(o, "running", 0, INT32_MAX),
		.p50_ns = get_time(o, "p50"),
		.p90_ns = get_time(o, "p90"),
		.p99_ns = get_time(o, "p99"),
		.max_ns = get_time(o, "max"),
		.delay_ns = get_time(o, "delay"),
		.lag_ns = get_time(o, "lag") };
	get_counts(o, s.counts, s.findings);
	if (p->listener.second)
		p->listener.second(p->listener.context, &s);
	series_add(&p->series, &s);
	series_join(&p->since, &s);
}

void
past_account_take(
    struct past_account *p, const char *word, struct json_object line)
{
	if (strcmp(word, ACCOUNT_WORD) == 0)
		take_account(p, line);
	else if (strcmp(word, SECOND_WORD) == 0)
		take_second(p, line);
}

/* --- the end --- */

/* What the seconds say of the time after the newest figures. */
static void
add_rest(struct past_account *p)
{
	struct figures *f = &p->figures;
	const struct second *s = &p->since;
	f->started += s->started;
	f->ended += s->ended;
	f->end_ns += s->duration_ns;
	f->newest_ns += s->duration_ns;
	if (s->lag_ns > f->longest_lag_ns)
		f->longest_lag_ns = s->lag_ns;
	if (s->rate > 0) {
		f->planned += (uint64_t)(s->rate * (double)s->duration_ns /
		    (double)NS_PER_S);
		f->planned_ns += s->duration_ns;
	}
	for (unsigned i = 0; i < VERDICT_COUNT; i++)
		f->counts[i] += s->counts[i];
	for (unsigned i = 0; i < FINDING_COUNT; i++)
		f->findings[i] += s->findings[i];
}

static int64_t
whole_s(int64_t ns)
{
	return (ns + NS_PER_S / 2) / NS_PER_S;
}

static void
note_cut(struct past_account *p)
{
	add_rest(p);
	p->account.is_interrupted = true;
	char *times = whole_s(p->times_ns)
	    ? mem_printf("the times and messages those of its first %" PRId64
			 " s",
		  whole_s(p->times_ns))
	    : mem_strdup("and it has no answer times yet");
	p->account.problem = p->problem =
	    mem_printf("its recording ends before it did; the counts are those "
		       "of its first %" PRId64 " s, %s",
		whole_s(p->figures.end_ns), times);
	free(times);
}

void
past_account_add(struct past_account *into, struct past_account *shard)
{
	add_rest(shard);
	figures_add(&into->figures, &shard->figures);
	series_overlay(&into->series, &shard->series);
	explanations_add(&into->explanations, &shard->explanations);
	into->schedule.rate += shard->schedule.rate;
	if (into->thresholds.count > 0)
		return;
	into->account.seed = shard->account.seed;
	for (size_t i = 0; i < shard->thresholds.count; i++)
		vec_push(
		    &into->thresholds, mem_strdup(shard->thresholds.items[i]));
}

static void
add_judgements(struct past_account *p)
{
	struct diag unread; /* it was understood when the load was played */
	diag_init(&unread);
	for (size_t i = 0; i < p->thresholds.count; i++) {
		struct judgement j = { 0 };
		if (threshold_parse(
			p->thresholds.items[i], &j.threshold, &unread))
			vec_push(&p->account.judgements, j);
	}
	diag_free(&unread);
}

static void
assemble(struct past_account *p)
{
	struct account *a = &p->account;
	if (a->figures)
		return;
	a->schedule = &p->schedule;
	a->figures = &p->figures;
	a->series = &p->series;
	a->explanations = &p->explanations;
	add_judgements(p);
}

const struct account *
past_account_sum(struct past_account *p)
{
	assemble(p);
	return &p->account;
}

void
past_account_note_derived_tags(struct past_account *p)
{
	p->account.has_derived_tags = true;
}

const struct account *
past_account_finish(struct past_account *p, const struct run_facts *run,
    const struct run_summary *summary)
{
	struct account *a = &p->account;
	a->target = run->target_name;
	a->run = run;
	a->server = p->server =
	    mem_printf("%s %s", run->server_name, run->server_version);
	if (summary) {
		a->is_interrupted = summary->interrupted;
		a->problem = summary->problem;
	} else {
		note_cut(p);
	}
	assemble(p);
	account_judge(a);
	return a;
}
