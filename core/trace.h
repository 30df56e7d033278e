/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes over the wire and what it changes, as it happens, one line of text
 * each: the answer to "what did you send?".
 *
 * A module with something to report is given a trace, or NULL when tracing is
 * off: all functions then do nothing.  Writes through its owner, one thread at
 * a time.  Knows no secrets: what it is given must not contain any.
 */
#ifndef IXC_CORE_TRACE_H
#define IXC_CORE_TRACE_H

#include <stddef.h>
#include <stdint.h>

enum trace_kind {
	TRACE_HTTP,  /* a request, a status */
	TRACE_UP,    /* a line to the server */
	TRACE_DOWN,  /* a line from the server */
	TRACE_READ,  /* a line of a recording or transcript */
	TRACE_STATE, /* something has changed its state */
};

struct trace;

/*
 * 'write' gets whole lines, and 'context'; both must outlive the trace.  Times
 * are seconds since the trace was made.
 */
struct trace *trace_new(
    void (*write)(void *context, const void *bytes, size_t size),
    void *context);

/* NULL is fine. */
void trace_free(struct trace *t);

/* A line of the binding or of a file without its newline: size and text, made
 * harmless. */
void trace_line(
    struct trace *t, enum trace_kind kind, const char *bytes, size_t size);

/* The text is made harmless, whatever a peer has put into it. */
void trace_printf(struct trace *t, enum trace_kind kind, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* "party 3 (agent1): opening -> open" */
void trace_state(
    struct trace *t, const char *what, const char *from, const char *to);

#endif
