/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames of the binding (docs/binding.md): what travels on a channel between
 * runner and server.  A frame is a plain value: its message is shared, and a
 * text that it owns belongs to it alone.
 */
#ifndef IXC_WIRE_FRAME_H
#define IXC_WIRE_FRAME_H

#include "wire/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Longest frame line accepted, 1 MiB: ten times the largest useful message. */
#define FRAME_MAX_BYTES ((size_t)1 << 20)

enum frame_kind {
	/* up, runner to server */
	FRAME_OPEN,  /* open a connection for a party: party, text: its name */
	FRAME_SEND,  /* what the party sends: party, protocol, message */
	FRAME_FENCE, /* both directions: party, fence */
	FRAME_CLOSE, /* close the party's connection: party */
	/* down, server to runner */
	FRAME_OPENED,  /* party */
	FRAME_MESSAGE, /* party, protocol, message */
	FRAME_CLOSED,  /* party, text: why (may be empty) */
	FRAME_ERROR,   /* an up frame could not be served: party or 0, text */
};

#define PROTOCOL_MAX_BYTES 32
#define FRAME_TEXT_MAX_BYTES 127

/* The protocols of the models, as they are spelled on the wire. */
#define PROTOCOL_INTERACTION_MANAGEMENT "InteractionManagement"
#define PROTOCOL_REPORTING "Reporting"
#define PROTOCOL_T_LIBRARY "TLibrary"
#define PROTOCOL_EXTERNAL_SERVICE "ExternalService"

/* The other server of a pair, as it is counted on the wire. */
#define SECOND_SERVER 2

/* What a frame says of a tag that its server does not know. */
#define TAG_DERIVED "derived"

struct frame {
	enum frame_kind kind;
	bool is_derived; /* MESSAGE: the server knows no tag; 'protocol' counts
			    for nothing */
	uint32_t party;  /* chosen by the client, from 1; 0: none */
	uint64_t sequence;      /* down only: 1, 2, 3 … per channel */
	int64_t server_time_us; /* down only: server's own clock; -1: none */
	uint64_t fence;         /* FRAME_FENCE: chosen by the client */
	unsigned server;        /* OPEN: SECOND_SERVER; 0: the usual one */
	/* Borrowed: static, or for as long as 'message' or the sender lives. */
	const char *protocol;    /* SEND, MESSAGE */
	const char *text;        /* OPEN, CLOSED, ERROR; NULL as "" */
	char *own_text;          /* where 'text' is, if it is the frame's own */
	struct message *message; /* SEND, MESSAGE: a reference; else NULL */
};

/* The kind as it is spelled on the wire: "open", "send", "message" ... */
const char *frame_kind_name(enum frame_kind kind);

/* The text, never NULL. */
const char *frame_text(const struct frame *f);

/* The same frame again, to be cleared separately. */
struct frame frame_copy(const struct frame *f);

/* Release the message and the frame's own text; the rest stays. */
static inline void
frame_clear(struct frame *f)
{
	if (f->message)
		message_unref(f->message);
	free(f->own_text);
	f->message = NULL;
	f->own_text = NULL;
}

#endif
