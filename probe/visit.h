/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One check's visit to the server: a channel, what was sent on it, what came,
 * and the first thing that was wrong.
 *
 * Between the checks (check_*.c), which say what has to come of what, and
 * runner/net/caller.h.  Verbs return true while all is well, so a check is a
 * chain of them: the first one that fails notes why and ends it.
 *
 * Until visit_ready() a failure only shows that the check could not be made; it
 * is not what the check is about.
 */
#ifndef IXC_PROBE_VISIT_H
#define IXC_PROBE_VISIT_H

#include "core/buf.h"
#include "core/vec.h"
#include "model/outcome.h"
#include "probe/setup.h"
#include "runner/net/caller.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdbool.h>
#include <stdint.h>

/* So many checks in a row wait for a kind of frame that does not come. */
#define VISIT_MISSES_MAX 2

/* What a check cannot be made without; bits. */
enum visit_need {
	NEEDS_FENCE = 1,
	NEEDS_CLOCK = 2,
	NEEDS_RESEND = 4,
	NEEDS_CREDENTIALS = 8, /* of the target */
	NEEDS_AGENT = 16,      /* of the target */
};

/* A line down. */
struct arrival {
	char *line; /* owned */
	size_t size;
	struct frame frame;              /* when it is one */
	bool is_frame;                   /* otherwise ... */
	char problem[JSON_PROBLEM_SIZE]; /* ... why not */
	bool is_read;                    /* a check has looked at it */
	int64_t time_ns;
};

struct visit {
	const struct probe_setup *setup;
	unsigned needs; /* of the check */
	struct caller *caller;
	struct caller_stream *stream; /* the newest; NULL: none */
	struct caller_stream *older;  /* that it took over from, or NULL */
	struct channel_answer answer;
	char answer_problem[JSON_PROBLEM_SIZE]; /* "": it could be read */
	char *channel; /* owned: "channels/c1"; NULL: there is none */
	char *frames;  /* owned: "channels/c1/frames" */
	uint64_t posts;
	struct buf up;   /* lines to be sent */
	struct buf said; /* the last one that was, to be quoted */
	VEC(struct arrival) arrivals;
	bool is_flooded; /* more came than is kept */
	bool is_stopped; /* by the user */
	bool is_ready;
	bool may_be_cut_off; /* instead of an answer */
	bool is_lost;        /* the server cannot be reached any more */
	/* Kinds of frames, as bits: those for which earlier checks have waited
	   in vain, and what this one has found. */
	unsigned known_missing, missing, seen;
	struct caller_reply reply;
	enum verdict verdict;
	enum finding finding;
	struct buf sentence;
};

void visit_init(struct visit *v, const struct probe_setup *setup,
    struct caller *caller, unsigned needs);

/* Ends the channel, if there is one. */
void visit_end(struct visit *v);

/* --- what was wrong --- */

/* What follows is what the check is about. */
void visit_ready(struct visit *v);

/* The same, and it is about whether such frames come. */
void visit_ready_for(struct visit *v, enum frame_kind kind);

/* Something is wrong; returns false. */
bool visit_break(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The check does not apply, or could not be made; returns false. */
bool visit_skip(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool visit_give_up(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* --- requests --- */

/* A request without a body; the answer, with any status, is v->reply. */
bool visit_try(struct visit *v, const char *method, const char *path);

/* The same with what was said as its body. */
bool visit_try_with(struct visit *v, const char *method, const char *path);

/* Is that the status of the answer? */
bool visit_expect(struct visit *v, long status);

/* The request, and that status. */
bool visit_ask(
    struct visit *v, const char *method, const char *path, long status);

/* Is the answer of that type, such as "application/json"? */
bool visit_expect_type(struct visit *v, const char *type);

/* --- the channel --- */

/* Make one; its answer may be unusable. */
bool visit_hello(struct visit *v);

/* Make one that can do what the check needs, and listen from its start. */
bool visit_begin(struct visit *v);

/* End it: the status must be 204. */
bool visit_delete(struct visit *v);

/* GET the frames after that one; an older stream stays. */
bool visit_listen(struct visit *v, uint64_t after);

/* The status of the newest stream; 0: it has not come in time. */
long visit_stream_status(struct visit *v);

/* Must it be that? */
bool visit_await_stream(struct visit *v, long status);

/* Drop the newest stream, and forget what came. */
void visit_drop(struct visit *v);

/* --- frames up --- */

/* Say a line; each ' in the format becomes ". */
void visit_say(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The 'open' of a party, and a request of its, which is refused. */
void visit_say_open(struct visit *v, unsigned party);
void visit_say_pull(struct visit *v, unsigned party);

/* Any bytes, with the same exchange of quotes. */
void visit_say_bytes(struct visit *v, const char *bytes, size_t size);

/* What was said is called that, in sentences. */
void visit_call_it(struct visit *v, const char *words);

/* Send what was said; the answer must have that status. */
bool visit_post(struct visit *v, long status);

/* Send one line; it must be taken. */
bool visit_send(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Open so many parties, and wait until they are. */
bool visit_open(struct visit *v, unsigned first, unsigned count);

/* --- frames down --- */

/*
 * The next unread frame of the party; it must be of that kind and come in time.
 * NULL when it is not.  What earlier checks have waited for in vain is not
 * waited for again.
 */
struct arrival *visit_take(
    struct visit *v, uint32_t party, enum frame_kind kind);

bool visit_await(struct visit *v, uint32_t party, enum frame_kind kind);

bool visit_await_fence(struct visit *v, uint32_t party, uint64_t fence);

/* Wait for the next line, whatever it is; NULL: none came in time. */
struct arrival *visit_next(struct visit *v, int64_t within_ns);

/* Nothing more comes for the party; 0: for none. */
bool visit_is_quiet(struct visit *v, uint32_t party);

/* Wait until the stream is over. */
bool visit_await_end(
    struct visit *v, const struct caller_stream *s, int64_t within_ns);

int64_t visit_now(void);

/* Do nothing for so long. */
bool visit_pause(struct visit *v, int64_t ns);

#endif
