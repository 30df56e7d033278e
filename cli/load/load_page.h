/* SPDX-License-Identifier: Apache-2.0 */
/* The account of a load as a part of the page for a browser. */
#ifndef IXC_CLI_LOAD_LOAD_PAGE_H
#define IXC_CLI_LOAD_LOAD_PAGE_H

#include "loadtest/account.h"
#include "record/report.h"

/* Put it into the page, a report of that kind; before the report's end. */
void load_page_fill(const struct account *a, struct report *page);

#endif
