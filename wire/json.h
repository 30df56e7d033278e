/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages and frames as JSON text.
 *
 * Everything that arrives here may be hostile: depth, size and count are
 * limited, and every refusal is a sentence that a server's author can use.
 */
#ifndef IXC_WIRE_JSON_H
#define IXC_WIRE_JSON_H

#include "core/buf.h"
#include "wire/frame.h"
#include "wire/json_problem.h"
#include "wire/json_writer.h"
#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Attributes in one message after flattening. */
#define MESSAGE_MAX_ATTRIBUTES 4096
/* Nesting of a message's objects and lists, itself included. */
#define MESSAGE_MAX_DEPTH 16
/* Longest path: bounds what nesting long keys can cost (times attributes). */
#define MESSAGE_MAX_PATH_BYTES 512
/* Longest messageName: three times the longest one known. */
#define MESSAGE_MAX_NAME_BYTES 127

/*
 * Parse one frame (one line, without its newline).  On success *ret_frame owns
 * a reference to its message, released with frame_clear().  On failure returns
 * false and writes why to 'problem' (JSON_PROBLEM_SIZE bytes).
 *
 * 'seq' and 'timeUs' are optional here (0 and -1): the receiver of a server's
 * frames insists on them.  Unknown members are ignored.
 */
bool json_parse_frame(
    const char *text, size_t size, struct frame *ret_frame, char *problem);

/*
 * Append the frame as one line with its newline; 'seq' and 'timeUs' only when
 * the sequence is not 0.  False, and nothing added: does not fit.
 */
bool json_print_frame(const struct frame *f, struct buf *into);

/*
 * A message as it stands in a frame.  Lists are printed in order of their
 * attributes; where there is an attribute and another one below it, the first
 * counts.
 */
void json_add_message(
    struct json_writer *w, const char *key, const struct message *m);

/* Append it alone.  False, and nothing added: does not fit. */
bool json_print_message(const struct message *m, struct buf *into);

/*
 * Is the message within the limits above, so that a frame with it is accepted?
 * If not, 'problem' (JSON_PROBLEM_SIZE bytes) says what about it is too much.
 */
bool json_message_fits(const struct message *m, char *problem);

/* Parse a message alone; as json_parse_frame().  NULL on failure. */
struct message *json_parse_message(
    const char *text, size_t size, char *problem);

/*
 * The party number in a text that is not a well-formed frame: the value of its
 * only "party":NUMBER, or 0.  For saying whose malformed frame it was.
 */
unsigned json_guess_party(const char *text, size_t size);

/* As json_guess_party(), for "seq":NUMBER. */
uint64_t json_guess_sequence(const char *text, size_t size);

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
