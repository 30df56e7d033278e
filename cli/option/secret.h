/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secrets that a target file refers to: from a file or the environment,
 * checked before they are used.
 *
 * Never in a message: a problem names only where the secret came from.
 */
#ifndef IXC_CLI_OPTION_SECRET_H
#define IXC_CLI_OPTION_SECRET_H

#include "core/diag.h"
#include "model/target.h"

#include <stdbool.h>

/* Zero-filled: there are none yet.  Texts are owned. */
struct secrets {
	char *credentials; /* "" without credentials */
	char *pass_phrase; /* of the key; "" without one */
};

/*
 * All that the target has, without the end of the line.  False after reporting:
 * one is missing, blank, longer than one line or has another control character
 * in it, or basic credentials lack their colon.
 */
bool secrets_find(
    struct secrets *s, const struct target *target, struct diag *diag);

/* Report what secrets_find() would report about existing files; for lint. */
void secrets_check_files(const struct target *target, struct diag *diag);

/* Their memory is overwritten. */
void secrets_free(struct secrets *s);

#endif
