/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command finds around it: its data files and the machine.
 */
#ifndef IXC_CLI_OPTION_ENVIRONMENT_H
#define IXC_CLI_OPTION_ENVIRONMENT_H

#include "cli/option/options.h"
#include "core/diag.h"

#include <stddef.h>

/* --data */
struct option_row data_option(const char **folder);

/*
 * The folder that holds suites/, fixtures/, schema/ and targets/: 'named' (an
 * option) or else the environment's IXCONFORM_DATA, share/ixconform beside the
 * program, the source tree around it, the installed one.  NULL after reporting
 * to 'diag'; the caller frees it.
 */
char *find_data_folder(const char *named, struct diag *diag);

/* DATA/FOLDER/NAME; the caller frees it. */
char *data_path(const char *data, const char *folder, const char *name);

/* The machine's name, or "localhost" when it has none. */
void find_host_name(char *into, size_t size);

#endif
