/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the log of a real Interaction Server, once and as a stream, and says
 * what its clients sent and were sent.
 *
 * Sits between the files (lines.h, block.h) and those who look for something
 * in them (harvest.h).  Judges nothing.  The files may be hostile: garbage is
 * counted, bounded and located, and never stops the reader.
 */
#ifndef IXC_SERVERLOG_READER_H
#define IXC_SERVERLOG_READER_H

#include "core/diag.h"
#include "serverlog/clients.h"
#include "serverlog/dump.h"
#include "serverlog/vocabulary.h"

#include <stdbool.h>
#include <stdint.h>

/* A line of the log. */
struct log_place {
	unsigned file; /* position among the files, as they were sorted */
	unsigned line;
};

/* A message on its way between the server and one client. */
struct log_message {
	int64_t time_ms;
	struct log_place at; /* of the line that says who got it */
	bool is_to_server;
	struct log_client *client;
	const char *name;          /* as the catalogue writes it */
	bool is_report;            /* the line says that it went as a report */
	const struct block *block; /* its attributes: reader_message() */
};

/* A client's connection has ended. */
struct log_loss {
	int64_t time_ms;
	struct log_place at;
	struct log_client *client; /* as it was before */
	bool is_by_server;
};

/* Why a request was refused, in the server's words. */
struct log_refusal {
	int64_t time_ms;
	struct log_place at;
	unsigned number;      /* 23017 */
	int64_t reference_id; /* of the request */
	struct span text;
};

/* Who is told; all that is told is borrowed for the call. */
struct log_listener {
	void *context;
	void (*message)(void *context, const struct log_message *m);
	void (*refused)(void *context, const struct log_refusal *r);
	void (*lost)(void *context, const struct log_loss *l);
	/* The next file does not follow the one before: why, as a sentence. */
	void (*gap)(void *context, int64_t time_ms, const char *text);
};

/* What was odd in a log: how often, and where first. */
struct log_fault {
	uint64_t count;
	struct log_place at;
};

enum log_fault_kind {
	LOG_GARBAGE,      /* a line that is neither a record nor part of one */
	LOG_LONG_LINE,    /* cut */
	LOG_LONG_RECORD,  /* cut */
	LOG_OPEN_VALUE,   /* a value whose end is missing */
	LOG_ODD_LINE,     /* of a message, but no attribute */
	LOG_BAD_BYTES,    /* a value that is not UTF-8 */
	LOG_DROPPED,      /* attributes beyond a limit */
	LOG_TIME_BACK,    /* a time before the one of the line before */
	LOG_NO_RECIPIENT, /* a message that says not who got it */
	LOG_ORPHAN,       /* a recipient of no message */
	LOG_CUT_OFF,      /* the file ends in the middle of a line */
	LOG_FAULT_KINDS
};

/* "lines that are no part of a record"; static. */
const char *log_fault_text(enum log_fault_kind kind);

struct log_totals {
	uint64_t bytes, lines, messages;
	int64_t first_ms, last_ms; /* STAMP_NONE: no record has a time */
	struct log_fault faults[LOG_FAULT_KINDS];
};

struct reader;

/*
 * A reader of these files, in any order.  NULL after reporting a file that
 * cannot be read.  What it is given must outlive it.
 */
struct reader *reader_new(const char *const *paths, unsigned count,
    const struct vocabulary *vocabulary, struct diag *diag);

/* Why the files are no log that can be judged, or NULL; owned by the reader. */
const char *reader_refusal(const struct reader *r);

/* Read all; false after reporting an error. */
bool reader_run(struct reader *r, const struct log_listener *listener);

const struct log_totals *reader_totals(const struct reader *r);

struct log_clients *reader_clients(struct reader *r);

/* The files as they were sorted. */
const char *reader_path(const struct reader *r, unsigned file);

/* What is missing before that file, as a sentence; NULL: nothing is. */
const char *reader_gap(const struct reader *r, unsigned file);

unsigned reader_file_count(const struct reader *r);

/*
 * The message with all its attributes, each time it is asked for; the caller
 * owns it.
 */
struct message *reader_message(struct reader *r, const struct log_message *m);

/* NULL is fine. */
void reader_free(struct reader *r);

#endif
