/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/load/load_page.h"

#include "core/mem.h"
#include "reports/html/html.h"

#include <inttypes.h>
#include <stdlib.h>

/* Twelve hundred points of some plots, and tables of a thousand rows. */
#define PAGE_MAX_BYTES ((size_t)16 << 20)

void
load_page_fill(const struct account *a, struct report *page)
{
	const struct figures *f = a->figures;
	struct buf markup;
	buf_init(&markup, PAGE_MAX_BYTES);
	char *headline =
	    mem_printf("%" PRIu64 " of %" PRIu64 " cases failed under load",
		figures_failed(f), f->ended);
	account_print_page(a, &markup);
	html_insert(page, headline, buf_text(&markup));
	free(headline);
	buf_free(&markup);
}
