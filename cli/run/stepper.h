/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run --step: one case, halted before each stimulus and after each observation
 * until a key is pressed at the terminal.
 *
 * An observer of the campaign, and a sink that keeps the ladder so far.  The
 * only code that reads keys.
 */
#ifndef IXC_CLI_RUN_STEPPER_H
#define IXC_CLI_RUN_STEPPER_H

#include "cli/option/selection.h"
#include "core/diag.h"
#include "reports/console.h"
#include "runner/exec/loop.h"

struct stepper;

/*
 * Is it one case, and is there a terminal to show it on and to read keys from?
 * False after reporting.
 */
bool stepper_is_possible(const struct selection *s, struct diag *diag);

/* 'terminal' says how wide it is and what it can show. */
struct stepper *stepper_new(const struct console_options *terminal);

/* Both live as long as the step. */
struct sink *stepper_sink(struct stepper *s);
const struct observer *stepper_observer(const struct stepper *s);

/*
 * The loop whose clock is to stop at a halt; borrowed, and NULL (as at first)
 * for a simulation, whose clock stops anyway.
 */
void stepper_set_loop(struct stepper *s, struct loop *loop);

/* NULL is fine. */
void stepper_free(struct stepper *s);

#endif
