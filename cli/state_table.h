/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table state x request x who (sim/states.h) with the cases that cover each
 * cell, and the excuses for the others, as Markdown.
 */
#ifndef IXC_CLI_STATE_TABLE_H
#define IXC_CLI_STATE_TABLE_H

#include "core/buf.h"
#include "core/diag.h"
#include "load/suite_file.h"
#include "model/target.h"

#define STATE_EXCUSES_NAMESPACE "urn:ixconform:state-excuses:1"

struct state_table;

struct state_table *state_table_new(void);

void state_table_free(struct state_table *t);

/*
 * Run the suite's cases in simulation, as the target reads the document, and
 * add what they cover.  False after reporting.
 */
bool state_table_add_suite(struct state_table *t, const struct suite *suite,
    const struct target *target, struct diag *diag);

/*
 * Read a file of excuses.  An excuse for no cell, an impossible one, a covered
 * one, or one that is already excused, is an error.  False after it.
 */
bool state_table_excuse(struct state_table *t, const char *path,
    const char *schema_folder, struct diag *diag);

/* Possible cells that no case covers and nothing excuses. */
unsigned state_table_gaps(const struct state_table *t);

void state_table_print(const struct state_table *t, struct buf *into);

#endif
