/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/comparison.h"

#include "compare/baseline_sink.h"
#include "compare/wording.h"
#include "core/clock.h"
#include "core/mem.h"
#include "model/repetition.h"

#include <string.h>

/*
 * A case has to take so much longer, or shorter, to be reported: less is noise.
 */
#define TIME_NOISE_NS (250 * NS_PER_MS)
#define TIME_NOISE_SHARE 4 /* and a quarter of what it took */
/* The same for the time to spare at a deadline, relative to the deadline. */
#define SLACK_NOISE_SHARE 10

#define WORD_MAX_BYTES ((size_t)4 << 10)

/* --- do two sentences say the same? --- */

/* What the judge said, without what a baseline adds around or before it. */
static void
add_said(const struct case_result *r, struct buf *into)
{
	const char *text = r->sentence ? r->sentence : "";
	if (r->verdict == VERDICT_EXPECTED && r->detail)
		buf_add(into, r->detail, strcspn(r->detail, "\n"));
	else
		buf_add(into, text, strlen(text));
	char *otherwise =
	    into->size ? strstr(into->bytes, BASELINE_SINK_OTHERWISE) : NULL;
	if (otherwise) {
		*otherwise = '\0';
		into->size = (size_t)(otherwise - into->bytes);
	}
}

static char *
skeleton_of(const struct case_result *r)
{
	struct buf said, bare;
	buf_init(&said, WORD_MAX_BYTES);
	buf_init(&bare, 2 * WORD_MAX_BYTES);
	add_said(r, &said);
	wording_add(buf_text(&said), &bare);
	buf_free(&said);
	return buf_take(&bare);
}

static bool
say_the_same(const struct case_result *a, const struct case_result *b)
{
	char *one = skeleton_of(a), *other = skeleton_of(b);
	bool same = strcmp(one, other) == 0;
	free(one);
	free(other);
	return same;
}

/* --- one case --- */

/* Has only a baseline come, or gone? */
static bool
is_expected_once(const struct compared_case *c)
{
	return c->before && c->now &&
	    (c->before->verdict == VERDICT_EXPECTED) !=
	    (c->now->verdict == VERDICT_EXPECTED) &&
	    c->before->finding == c->now->finding &&
	    say_the_same(c->before, c->now);
}

/* Both have failed in some repetitions. */
static enum change
change_of_shares(const struct compared_case *c)
{
	const struct spread *before = &c->spreads[0], *now = &c->spreads[1];
	if (spread_fails_otherwise(before, now))
		return CHANGE_FAILS_OTHERWISE;
	if (spread_fails_oftener(before, now))
		return CHANGE_FAILS_OFTENER;
	return spread_fails_oftener(now, before) ? CHANGE_FAILS_RARER
						 : CHANGE_NONE;
}

static enum change
change_of(const struct compared_case *c)
{
	enum behaviour before = behaviour_of(c->before),
		       now = behaviour_of(c->now);
	if (!c->before)
		return CHANGE_NEW;
	if (is_expected_once(c))
		return CHANGE_NONE;
	if (!c->now || (now == SERVER_UNTRIED && before != SERVER_UNTRIED))
		return CHANGE_GONE;
	if (now == SERVER_FAILS && before == SERVER_FAILS && c->is_repeated)
		return change_of_shares(c);
	if (now == SERVER_FAILS && before == SERVER_FAILS)
		return c->before->finding == c->now->finding &&
			say_the_same(c->before, c->now)
		    ? CHANGE_NONE
		    : CHANGE_FAILS_OTHERWISE;
	if (c->now->verdict == VERDICT_FLAKY &&
	    c->before->verdict == VERDICT_PASS)
		return CHANGE_FLAKY;
	if (now == before)
		return CHANGE_NONE;
	switch (now) {
	case SERVER_PASSES:
		return CHANGE_PASSES;
	case SERVER_FAILS:
		return CHANGE_FAILS;
	case SERVER_UNJUDGED:
		return CHANGE_UNJUDGED;
	case SERVER_UNTRIED:
		break;
	}
	return CHANGE_NONE;
}

static void
judge_change(struct compared_case *c)
{
	enum behaviour now = behaviour_of(c->now);
	c->change = change_of(c);
	switch (c->change) {
	case CHANGE_FAILS:
	case CHANGE_FAILS_OFTENER:
		c->is_worse = true;
		break;
	case CHANGE_FAILS_OTHERWISE:
		c->is_worse =
		    c->is_repeated || c->before->finding != c->now->finding;
		break;
	case CHANGE_NEW:
		c->is_worse = now == SERVER_FAILS;
		c->is_open = now == SERVER_UNJUDGED;
		break;
	case CHANGE_UNJUDGED:
	case CHANGE_GONE:
		c->is_open = true;
		break;
	case CHANGE_FLAKY:
	case CHANGE_PASSES:
	case CHANGE_FAILS_RARER:
	case CHANGE_NONE:
		break;
	}
}

static void
compare_time(struct comparison *c, const struct compared_case *one)
{
	if (!one->before || !one->now || one->is_repeated ||
	    behaviour_of(one->before) != SERVER_PASSES ||
	    behaviour_of(one->now) != SERVER_PASSES)
		return;
	struct changed_time t = { one->test, one->before->duration_ns,
		one->now->duration_ns };
	int64_t by_ns = t.now_ns > t.before_ns ? t.now_ns - t.before_ns
					       : t.before_ns - t.now_ns;
	if (by_ns >= TIME_NOISE_NS && by_ns >= t.before_ns / TIME_NOISE_SHARE)
		vec_push(&c->times, t);
}

/* Assumptions are reported if they got worse, or better. */
static bool
is_no_news(const struct compared_case *c)
{
	return c->is_assumption && !c->is_worse && c->change != CHANGE_PASSES &&
	    c->change != CHANGE_FLAKY;
}

static void
add_case(struct comparison *c, struct compared_case one)
{
	judge_change(&one);
	if (is_no_news(&one))
		return;
	c->counts[one.change]++;
	c->worse += one.is_worse;
	c->open += one.is_open;
	c->common += one.before && one.now;
	c->unjudged += one.change == CHANGE_NONE &&
	    behaviour_of(one.now) == SERVER_UNJUDGED;
	vec_push(&c->cases, one);
	compare_time(c, &one);
}

/* --- all cases --- */

/* All repetitions of a case are the same. */
static int
compare_tests(const struct run_case *a, const struct run_case *b)
{
	size_t size = repetition_base_size(a->name);
	size_t other = repetition_base_size(b->name);
	int order = strcmp(a->suite, b->suite);
	if (!order)
		order = strcmp(a->phase, b->phase);
	if (!order)
		order = memcmp(a->name, b->name, size < other ? size : other);
	return order ? order : (size > other) - (size < other);
}

static int
compare_for_sort(const void *a, const void *b)
{
	const struct run_case *x = *(const struct run_case *const *)a;
	const struct run_case *y = *(const struct run_case *const *)b;
	int order = compare_tests(x, y);
	return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* The caller frees the list, not what it points to. */
static const struct run_case **
sorted_cases(const struct run_facts *run)
{
	const struct run_case **list =
	    mem_zalloc((run->case_count + (size_t)1) * sizeof(const void *));
	for (unsigned i = 0; i < run->case_count; i++)
		list[i] = &run->cases[i];
	qsort(list, run->case_count, sizeof(const void *), compare_for_sort);
	return list;
}

/* One run's part of a case: how often it is planned, and with what names. */
static size_t
group_size(const struct run_case *const *list, bool *ret_is_repeated)
{
	size_t size = 0;
	for (; list[size] && !compare_tests(list[0], list[size]); size++)
		*ret_is_repeated |= *repetition_mark(list[size]->name) != '\0';
	return size;
}

static void
count_endings(const struct past_run *run, const struct run_case *const *list,
    size_t count, struct compared_case *one, unsigned side)
{
	for (size_t i = 0; i < count; i++) {
		spread_add(&one->spreads[side], list[i],
		    past_run_case(run, list[i]->index));
		one->test = one->spreads[side].test;
		one->is_assumption &= list[i]->is_assumption;
	}
}

/* The repetitions of one case; or one of several times that it is planned. */
static void
compare_group(struct comparison *c, const struct past_run *const *runs,
    const struct run_case *const *const *lists, const size_t *counts,
    bool is_repeated)
{
	struct compared_case one = { .is_assumption = true,
		.is_repeated = is_repeated };
	for (unsigned side = 0; side < 2; side++)
		count_endings(
		    runs[side], lists[side], counts[side], &one, side);
	one.before = one.spreads[0].first;
	one.now = one.spreads[1].first;
	add_case(c, one);
}

/* The case at the beginning of the lists, which move on. */
static void
compare_next(struct comparison *c, const struct past_run *const *runs,
    const struct run_case *const **lists)
{
	const struct run_case *left = *lists[0], *right = *lists[1];
	int order = !right ? -1 : !left ? 1 : compare_tests(left, right);
	bool is_repeated = false;
	size_t counts[] = { order <= 0 ? group_size(lists[0], &is_repeated) : 0,
		order >= 0 ? group_size(lists[1], &is_repeated) : 0 };
	if (!is_repeated) {
		counts[0] = counts[0] > 0;
		counts[1] = counts[1] > 0;
	}
	compare_group(c, runs, lists, counts, is_repeated);
	lists[0] += counts[0];
	lists[1] += counts[1];
}

static void
compare_cases(const struct past_run *before, const struct past_run *now,
    struct comparison *c)
{
	const struct past_run *const runs[] = { before, now };
	const struct run_case **lefts = sorted_cases(past_run_facts(before));
	const struct run_case **rights = sorted_cases(past_run_facts(now));
	const struct run_case *const *lists[] = { lefts, rights };
	while (*lists[0] || *lists[1])
		compare_next(c, runs, lists);
	free(lefts);
	free(rights);
}

/* --- deadlines --- */

static void
compare_slack(struct comparison *c, const struct deadline_slack *before,
    const struct deadline_slack *now)
{
	int64_t by_ns = before->median_ns - now->median_ns;
	if (strcmp(before->within, now->within) != 0 ||
	    before->limit_ns != now->limit_ns)
		return;
	if (by_ns < 0)
		by_ns = -by_ns;
	if (by_ns > before->limit_ns / SLACK_NOISE_SHARE)
		vec_push(&c->slacks, ((struct changed_slack){ before, now }));
}

static void
compare_deadlines(const struct run_summary *before,
    const struct run_summary *now, struct comparison *c)
{
	for (unsigned i = 0; before && now && i < before->deadline_count; i++)
		for (unsigned j = 0; j < now->deadline_count; j++)
			compare_slack(
			    c, &before->deadlines[i], &now->deadlines[j]);
}

void
comparison_make(const struct past_run *before, const struct past_run *now,
    struct comparison *ret)
{
	*ret = (struct comparison){ 0 };
	comparison_inputs(past_run_facts(before), past_run_facts(now), ret);
	compare_cases(before, now, ret);
	compare_deadlines(past_run_summary(before), past_run_summary(now), ret);
}

enum exit_status
comparison_status(const struct comparison *c)
{
	if (c->worse)
		return EXIT_DEVIATES;
	return c->open || c->common == c->unjudged ? EXIT_UNDECIDED
						   : EXIT_CONFORMS;
}

void
comparison_free(struct comparison *c)
{
	for (size_t i = 0; i < c->inputs.count; i++) {
		free(c->inputs.items[i].name);
		free(c->inputs.items[i].before);
		free(c->inputs.items[i].now);
	}
	vec_free(&c->inputs);
	vec_free(&c->cases);
	vec_free(&c->times);
	vec_free(&c->slacks);
}
