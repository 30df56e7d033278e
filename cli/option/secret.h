/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The credentials that a target file refers to: from a file or the environment,
 * checked before they are sent anywhere.
 *
 * Never in a message: a problem is told by where the secret came from.
 */
#ifndef IXC_CLI_OPTION_SECRET_H
#define IXC_CLI_OPTION_SECRET_H

#include "core/diag.h"
#include "model/target.h"

/*
 * The target's secret without the end of its line; "" without credentials.
 * NULL after reporting: there is none, it is blank, is more than one line or
 * holds another control character, or basic credentials lack their colon.  The
 * caller frees it.
 */
char *find_secret(const struct target *target, struct diag *diag);

/* Report what find_secret() would of a file that is there; for lint. */
void check_secret_file(const struct target *target, struct diag *diag);

#endif
