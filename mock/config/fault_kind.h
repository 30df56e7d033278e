/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of faults: what each is called and what it needs to be said.
 *
 * For fault.c, which reads faults; fault.h is for everybody else.
 */
#ifndef IXC_MOCK_CONFIG_FAULT_KIND_H
#define IXC_MOCK_CONFIG_FAULT_KIND_H

#include "mock/config/fault.h"

/* What a kind needs besides the selector. */
enum fault_parameter {
	PARAMETER_NONE,
	PARAMETER_BY,     /* by DURATION */
	PARAMETER_TO,     /* to WORD */
	PARAMETER_AFTER,  /* after MESSAGE: the selector's, WORD comes first */
	PARAMETER_PATH,   /* ATTRIBUTE */
	PARAMETER_ASSIGN, /* ATTRIBUTE=VALUE */
	PARAMETER_DECISION, /* POINT WAY; the selector is the cause */
};

struct fault_kind_row {
	const char *name;
	enum fault_parameter parameter;
	const char *usage;
};

/* Static. */
const struct fault_kind_row *fault_kind(enum fault_kind kind);

#endif
