/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The credentials that a target file refers to: from a file or the environment,
 * checked before they are sent anywhere.
 *
 * Never in a message: a problem names only where the secret came from.
 */
#ifndef IXC_CLI_OPTION_SECRET_H
#define IXC_CLI_OPTION_SECRET_H

#include "core/diag.h"
#include "model/target.h"

/*
 * The target's secret without the end of its line; "" without credentials.
 * NULL after reporting: it is missing, blank, longer than one line or has
 * another control character in it, or basic credentials lack their colon.  The
 * caller frees it.
 */
char *find_secret(const struct target *target, struct diag *diag);

/* Report what find_secret() would report about an existing file; for lint. */
void check_secret_file(const struct target *target, struct diag *diag);

#endif
