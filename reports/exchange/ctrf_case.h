/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a CTRF document that ctrf.c puts together: values, and a case.
 * Private to ctrf.h.
 */
#ifndef IXC_REPORTS_EXCHANGE_CTRF_CASE_H
#define IXC_REPORTS_EXCHANGE_CTRF_CASE_H

#include "conformance/waivers.h"
#include "reports/exchange/exchange.h"
#include "wire/json_writer.h"

#include <stdint.h>

enum ctrf_status {
	CTRF_PASSED,
	CTRF_FAILED,
	CTRF_SKIPPED,
	CTRF_PENDING,
	CTRF_OTHER
};
#define CTRF_STATUS_COUNT (CTRF_OTHER + 1)

/* What the format calls each of them. */
extern const char *const ctrf_status_names[CTRF_STATUS_COUNT];

/* What our verdicts are in it. */
extern const enum ctrf_status ctrf_statuses[VERDICT_COUNT];

struct ctrf {
	const struct exchange *x;
	const struct results *r;
	const struct run_summary *summary; /* NULL: the run has no end */
	struct json_writer w;
	struct buf line;
};

/* Milliseconds; dates count from 1970, those of a simulation from its start. */
int64_t ctrf_ms(int64_t ns);
int64_t ctrf_date_ms(const struct results *r, int64_t ns);

/* One line that a person or a peer has typed; nothing is said of none. */
void ctrf_add_text(struct ctrf *c, const char *key, const char *text);

/* The same, of a list or after a key. */
void ctrf_add_item(struct ctrf *c, const char *text);

/* The same of lines, as harmless as in XML. */
void ctrf_add_lines(struct ctrf *c, const char *key, const char *lines);

void ctrf_add_status(struct ctrf *c, enum verdict verdict);

/* As an item of a list. */
void ctrf_add_waiver(struct ctrf *c, const struct waiver *waiver);

/* The whole of a case, as an item of the list of tests. */
void ctrf_add_case(struct ctrf *c, unsigned index);

#endif
