/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What --step shows and understands: the picture at a halt, the keys, and where
 * to halt next.  Knows no terminal; stepper.h does.
 */
#ifndef IXC_CLI_RUN_STEPPER_VIEW_H
#define IXC_CLI_RUN_STEPPER_VIEW_H

#include "core/buf.h"
#include "reports/ladder.h"
#include "runner/session/session.h"

#include <stdbool.h>

enum key_command {
	KEY_NEXT,     /* Enter, space, n: to the next halt */
	KEY_UNTIL,    /* u: to the next stimulus, and halt before it */
	KEY_SEND,     /* s: to the next stimulus, and do it; at one: do it */
	KEY_FINDING,  /* f: to what makes the verdict certain */
	KEY_CONTINUE, /* c: to the end, without a halt */
	KEY_LADDER,   /* l: show the whole ladder */
	KEY_HELP,     /* ? */
	KEY_QUIT,     /* q */
	KEY_UNKNOWN,
};

enum key_command key_command_of(char key);

/* Where to halt next: the last command that continued. */
struct step_plan {
	enum key_command command; /* starts as KEY_NEXT */
};

enum step_moment {
	MOMENT_SEND,    /* a message is about to be sent */
	MOMENT_SEEN,    /* something came */
	MOMENT_FINDING, /* with what came, or did not, the verdict is certain */
};

/* Is there a halt at this moment?  A stimulus ends UNTIL and SEND. */
bool stepper_halts(struct step_plan *plan, enum step_moment moment);

struct step_picture {
	const struct sighting *sighting;
	const struct ladder *so_far;
	bool is_simulated; /* the server's timers are stopped, too */
	unsigned width;
	bool ascii;
};

/* Append what happened last and what may come next. */
void stepper_print(const struct step_picture *picture, struct buf *into);

/* Append the keys. */
void stepper_print_help(struct buf *into);

#endif
