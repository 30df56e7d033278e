/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of faults: their names and arguments. */
#ifndef IXC_MOCK_CONFIG_FAULT_KIND_H
#define IXC_MOCK_CONFIG_FAULT_KIND_H

enum fault_kind {
	FAULT_DROP,       /* it never arrives */
	FAULT_DUPLICATE,  /* it arrives twice */
	FAULT_DELAY,      /* it and all after it come delay_ns later */
	FAULT_ADVANCE,    /* the timer that causes it ends delay_ns earlier */
	FAULT_RETAG,      /* with the protocol 'argument' */
	FAULT_MISDELIVER, /* to the party called 'argument' instead */
	FAULT_ALTER,      /* attribute 'argument' becomes 'value' */
	FAULT_STRIP,      /* attribute 'argument', and all in it, is gone */
	FAULT_WRONG_REFERENCE, /* with a reference id that was never used */
	FAULT_SWAP,            /* it is swapped with the next one */
	FAULT_EXTRA, /* a message called 'argument' follows it, delay_ns later
		      */
	FAULT_MALFORMED,  /* its frame is cut in the middle */
	FAULT_DISCONNECT, /* the connection is closed instead */
	FAULT_RENAME,     /* its name becomes 'argument' */
	FAULT_MISBEHAVE,  /* a decision goes wrong, see behaviour.h */
};

#define FAULT_KIND_COUNT (FAULT_MISBEHAVE + 1)

/* What a kind needs in addition to the selector. */
enum fault_parameter {
	PARAMETER_NONE,
	PARAMETER_BY,     /* by DURATION */
	PARAMETER_TO,     /* to WORD */
	PARAMETER_AFTER,  /* after MESSAGE: the selector's, WORD comes first */
	PARAMETER_PATH,   /* ATTRIBUTE */
	PARAMETER_ASSIGN, /* ATTRIBUTE=VALUE */
	PARAMETER_DECISION, /* POINT WAY; the selector is the cause */
};

/* For fault.c, which reads faults. */
struct fault_kind_row {
	const char *name;
	enum fault_parameter parameter;
	const char *usage;
};

/* Static. */
const struct fault_kind_row *fault_kind(enum fault_kind kind);

/* "drop", "wrong-reference" … */
const char *fault_kind_name(enum fault_kind kind);

/* One line on what it does and how it is written, for --help; static. */
const char *fault_kind_usage(enum fault_kind kind);

#endif
