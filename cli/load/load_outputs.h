/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a load prints while it runs and at its end: a line that lives on a
 * terminal, or lines now and then; the account.
 */
#ifndef IXC_CLI_LOAD_LOAD_OUTPUTS_H
#define IXC_CLI_LOAD_LOAD_OUTPUTS_H

#include "cli/load/load_options.h"
#include "loadtest/account.h"
#include "reports/screen.h"

/* Zero-filled. */
struct load_outputs {
	struct screen screen;
	bool is_terminal;
	bool is_quiet; /* nothing before the end */
};

void load_outputs_open(struct load_outputs *l, const struct load_options *o);

/* A second is over. */
void load_outputs_take(struct load_outputs *l, const struct account *a,
    const struct second *one, unsigned running);

/* Remove the live line before anything else is printed. */
void load_outputs_clear(struct load_outputs *l);

/* The load is over. */
void load_outputs_conclude(struct load_outputs *l, const struct account *a);

/* False after reporting that something could not be printed. */
bool load_outputs_close(const struct load_outputs *l, struct diag *diag);

#endif
