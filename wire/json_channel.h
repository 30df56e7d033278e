/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What opens a channel, or refuses a request, as JSON text (docs/binding.md).
 */
#ifndef IXC_WIRE_JSON_CHANNEL_H
#define IXC_WIRE_JSON_CHANNEL_H

#include "core/buf.h"
#include "wire/json_problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The answer to "POST channels": see docs/binding.md. */
struct channel_answer {
	char channel[64];
	char server_name[128];
	char server_version[64];
	bool has_fence;
	bool has_clock;
	bool has_resend;
	bool has_faults;
};

bool json_parse_channel_answer(const char *text, size_t size,
    struct channel_answer *ret_answer, char *problem);

bool json_print_channel_answer(
    const struct channel_answer *answer, struct buf *into);

/* The body of a 400: what was wrong, and in which line of the request. */
struct channel_refusal {
	char error[JSON_PROBLEM_SIZE];
	int64_t line; /* from 1; 0: not said */
};

bool json_parse_refusal(const char *text, size_t size,
    struct channel_refusal *ret_refusal, char *problem);

bool json_print_refusal(
    const struct channel_refusal *refusal, struct buf *into);

#endif
