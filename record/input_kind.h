/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recognises by its first bytes a file that ixconform reads: such a file must
 * not be overwritten by a report, whatever the command line says.
 */
#ifndef IXC_RECORD_INPUT_KIND_H
#define IXC_RECORD_INPUT_KIND_H

#include <stdbool.h>

/*
 * "it is a fixture", or NULL: it is not one of ours, or cannot be read.  A
 * recording, or a transcript of another tool, sets *ret_recording.
 */
const char *input_kind(const char *path, bool *ret_recording);

#endif
