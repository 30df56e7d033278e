/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The suites at hand, with which those that a recording names are compared.
 */
#ifndef IXC_EVIDENCE_AT_HAND_H
#define IXC_EVIDENCE_AT_HAND_H

#include "model/event.h"

/* Borrowed; zero-filled: none are. */
struct at_hand {
	const struct run_file *files;
	unsigned file_count;
	const struct run_suite *suites; /* with lists of their cases */
	unsigned suite_count;
};

#endif
