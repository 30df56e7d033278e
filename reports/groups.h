/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases that could not be judged for the same reason, reported together: the
 * first in full, the others by name.
 *
 * For the console, which prints cases as they end.
 */
#ifndef IXC_REPORTS_GROUPS_H
#define IXC_REPORTS_GROUPS_H

#include "core/buf.h"
#include "model/event.h"

#include <stdbool.h>

struct groups;

struct groups *groups_new(void);

void groups_free(struct groups *g);

/*
 * False: the case has no reason that others could share, and is printed
 * separately. Otherwise 'text', its report, is kept for the end, or dropped if
 * it is not the first.
 */
bool groups_take(struct groups *g, const struct run_case *test,
    const struct outcome *outcome, const struct buf *text);

/*
 * Append what was kept, in lines of at most 'columns' characters after the
 * first text of each reason, and forget it.
 */
void groups_print(struct groups *g, unsigned columns, struct buf *into);

#endif
