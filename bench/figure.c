/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/figure.h"

#include <stdio.h>
#include <stdlib.h>

void
figure_print_head(void)
{
	printf("%-44s %12s %12s   %s\n", "", "measured", "wanted", "reference");
}

static void
print(const struct figure *f, const char *remark)
{
	printf("%-44s %9.1f %-2s %9.1f %-2s   %-28s%s\n", f->name, f->measured,
	    f->unit, f->wanted, f->unit, f->reference, remark);
	fflush(stdout);
}

void
figure_print(const struct figure *f)
{
	print(f, f->measured > f->wanted ? "  above the wanted figure" : "");
}

void
figure_print_least(const struct figure *f)
{
	print(f, f->measured < f->wanted ? "  below the wanted figure" : "");
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

int64_t
figure_quantile(int64_t *values, size_t count, unsigned percent)
{
	size_t position = count * percent / 100;
	qsort(values, count, sizeof(values[0]), compare);
	return values[position < count ? position : count - 1];
}
