/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server's words about requests that it refused, until the EventError that
 * they are about is written: the line may come first.
 */
#ifndef IXC_SERVERLOG_HARVEST_REFUSALS_H
#define IXC_SERVERLOG_HARVEST_REFUSALS_H

#include <stdint.h>

/* Those that are remembered. */
#define REFUSALS_KEPT 64
/* An EventError and the line that explains it are written together. */
#define REFUSAL_NEAR_MS 1000

struct refusals {
	struct {
		int64_t time_ms, reference_id;
		char *text; /* owned; NULL: none */
	} kept[REFUSALS_KEPT];
	unsigned next;
};

/* Takes the text over; the oldest makes way. */
void refusals_add(
    struct refusals *r, int64_t time_ms, int64_t reference_id, char *text);

/* The text about the request of that number, which the caller owns; NULL:
 * there was none just before. */
char *refusals_take(struct refusals *r, int64_t time_ms, int64_t reference_id);

void refusals_free(struct refusals *r);

#endif
