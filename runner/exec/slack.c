/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/exec/slack.h"

#include "core/clock.h"
#include "core/vec.h"

#include <string.h>

/* All messages with one deadline. */
struct deadline {
	struct deadline_slack row;
	VEC(int64_t) slacks_ns;
};

struct slack {
	VEC(struct deadline) deadlines;
	VEC(struct deadline_slack) rows;
};

struct slack *
slack_new(void)
{
	return mem_zalloc(sizeof(struct slack));
}

void
slack_free(struct slack *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->deadlines.count; i++) {
		free((char *)s->deadlines.items[i].row.within);
		vec_free(&s->deadlines.items[i].slacks_ns);
	}
	vec_free(&s->deadlines);
	vec_free(&s->rows);
	free(s);
}

static struct deadline *
find_deadline(struct slack *s, const struct matched_message *m)
{
	for (size_t i = 0; i < s->deadlines.count; i++) {
		struct deadline_slack *row = &s->deadlines.items[i].row;
		if (row->limit_ns == m->limit_ns &&
		    strcmp(row->within, m->within) == 0)
			return &s->deadlines.items[i];
	}
	struct deadline d = { .row = { .within = mem_strdup(m->within),
				  .limit_ns = m->limit_ns,
				  .smallest_ns = TIME_NEVER_NS } };
	vec_push(&s->deadlines, d);
	return &s->deadlines.items[s->deadlines.count - 1];
}

void
slack_add(
    struct slack *s, const struct run_case *test, const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->match_count; i++) {
		const struct matched_message *m = &outcome->matches[i];
		if (!m->within)
			continue;
		struct deadline *d = find_deadline(s, m);
		vec_push(&d->slacks_ns, m->slack_ns);
		if (m->slack_ns >= d->row.smallest_ns)
			continue;
		d->row.smallest_ns = m->slack_ns;
		d->row.smallest_in = test;
	}
}

/* The one in the middle of the order; leaves the times in another order. */
static int64_t
find_median(int64_t *times, size_t count)
{
	size_t low = 0, high = count - 1, middle = count / 2;
	while (low < high) {
		int64_t pivot = times[low + (high - low) / 2];
		size_t i = low, j = high;
		for (;; i++, j--) {
			while (times[i] < pivot)
				i++;
			while (times[j] > pivot)
				j--;
			if (i >= j)
				break;
			int64_t t = times[i];
			times[i] = times[j];
			times[j] = t;
		}
		if (middle <= j)
			high = j;
		else
			low = j + 1;
	}
	return times[middle];
}

static int
compare_rows(const void *a, const void *b)
{
	const struct deadline_slack *x = a, *y = b;
	if (x->smallest_ns != y->smallest_ns)
		return x->smallest_ns < y->smallest_ns ? -1 : 1;
	return strcmp(x->within, y->within);
}

const struct deadline_slack *
slack_rows(struct slack *s, unsigned *ret_count)
{
	s->rows.count = 0;
	for (size_t i = 0; i < s->deadlines.count; i++) {
		struct deadline *d = &s->deadlines.items[i];
		d->row.count = (unsigned)d->slacks_ns.count;
		d->row.median_ns =
		    find_median(d->slacks_ns.items, d->slacks_ns.count);
		vec_push(&s->rows, d->row);
	}
	if (s->rows.count)
		qsort(s->rows.items, s->rows.count, sizeof(*s->rows.items),
		    compare_rows);
	*ret_count = (unsigned)s->rows.count;
	return s->rows.items;
}
