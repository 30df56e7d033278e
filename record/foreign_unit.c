/* SPDX-License-Identifier: Apache-2.0 */
#include "record/foreign_unit.h"

#include "core/clock.h"

#include <stdlib.h>

/* No request crosses even a loopback interface and comes back in that time. */
#define ANSWER_MIN_NS (10 * NS_PER_US)
/* Nor does it usually in this: enough of a sign when the times are of today in
   another unit as well. */
#define ANSWER_USUAL_NS (100 * NS_PER_US)
/* Unix times, in seconds: 2001 to 2096. */
#define EPOCH_FIRST_S INT64_C(1000000000)
#define EPOCH_LAST_S INT64_C(4000000000)

static const struct {
	const char *word;
	int64_t ns;
} units[] = {
	{ "ns", 1 },
	{ "us", NS_PER_US },
	{ "ms", NS_PER_MS },
	{ "s", NS_PER_S },
};

#define UNIT_COUNT (sizeof(units) / sizeof(units[0]))

const char *const *
foreign_units(void)
{
	static const char *const words[] = { "ns", "us", "ms", "s", NULL };
	return words;
}

int64_t
foreign_unit_ns(unsigned position)
{
	return units[position].ns;
}

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* The unit in which the time is one of our days, or NULL. */
static const char *
unit_of_today(int64_t time)
{
	for (size_t i = 1; i < UNIT_COUNT; i++) {
		int64_t per_s = NS_PER_S / units[i].ns;
		if (time / per_s >= EPOCH_FIRST_S &&
		    time / per_s <= EPOCH_LAST_S)
			return units[i].word;
	}
	return NULL;
}

bool
foreign_unit_is_doubtful(
    struct answer_times *t, int64_t *ret_median_ns, const char **ret_unit)
{
	size_t count = t->ns.count;
	if (count == 0)
		return false;
	qsort(t->ns.items, count, sizeof(*t->ns.items), compare);
	*ret_median_ns = t->ns.items[count / 2];
	*ret_unit = unit_of_today(t->first_ns);
	return *ret_median_ns < (*ret_unit ? ANSWER_USUAL_NS : ANSWER_MIN_NS);
}
