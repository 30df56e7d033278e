/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames as JSON text: a line of the binding, read and written.
 */
#ifndef IXC_WIRE_JSON_FRAME_H
#define IXC_WIRE_JSON_FRAME_H

#include "wire/frame.h"
#include "wire/json_message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Parse one frame (one line, without its newline) in the storage of 'd', which
 * is zero-filled before the first one and released with json_document_free().
 * On success *ret_frame owns a reference to its message, released with
 * frame_clear(), and needs 'd' no more.  On failure returns false and writes
 * why to 'problem' (JSON_PROBLEM_SIZE bytes).
 *
 * 'seq' and 'timeUs' are optional here (0 and -1): the receiver of a server's
 * frames insists on them.  Unknown members are ignored.
 */
bool json_read_frame(struct json_document *d, const char *text, size_t size,
    struct frame *ret_frame, char *problem);

/* The same of one frame alone. */
bool json_parse_frame(
    const char *text, size_t size, struct frame *ret_frame, char *problem);

/*
 * Does it have "tag":"derived": does its server know no protocol tags?  Another
 * word is refused.
 */
bool json_get_derived(struct json_object o);

/*
 * Append the frame as one line with its newline; 'seq' and 'timeUs' only when
 * the sequence is not 0.  False, and nothing added: does not fit.
 */
bool json_print_frame(const struct frame *f, struct buf *into);

/*
 * The party number in a text that is not a well-formed frame: the value of its
 * only "party":NUMBER, or 0.  For saying whose malformed frame it was.
 */
unsigned json_guess_party(const char *text, size_t size);

/* As json_guess_party(), for "seq":NUMBER. */
uint64_t json_guess_sequence(const char *text, size_t size);

#endif
