/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/stream.h"

#include "core/clock.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pauses before each resumption without progress: 1.4 s in all. */
static const int64_t pauses_ns[] = { 10 * NS_PER_MS, 40 * NS_PER_MS,
	150 * NS_PER_MS, 400 * NS_PER_MS, 800 * NS_PER_MS };
#define TRIES_MAX (sizeof(pauses_ns) / sizeof(pauses_ns[0]))
/* A stream that lived for this long has proven itself, even without frames. */
#define PROVEN_NS (2 * NS_PER_S)
/*
 * Read at a time, before what follows from it is sent: with more, the server
 * would wait for us while we look at its messages; with less, the calls of the
 * system would take longer than the messages.
 */
#define READ_BYTES (32L << 10)
/* Less is not worth the calls with which libcurl is stopped and goes on. */
#define REST_BYTES ((size_t)READ_BYTES / 4)
/*
 * But that we have read all that was there, and so when a message came at the
 * earliest, has to be known as often.
 */
#define DRAIN_NS (50 * NS_PER_MS)
/* No byte for so long within a line: as long as for an answer. */
#define UNFINISHED_MAX_NS (10 * NS_PER_S)
/* Of a line that was not finished: as many bytes are shown. */
#define SHOWN_BYTES ((size_t)60)
/* A stream without a byte for this long is dropped: docs/binding.md. */
#define SILENCE_MAX_NS (60 * NS_PER_S)

void
stream_init(struct stream *s, const struct http_peer *peer, struct pulse *pulse,
    const struct channel_handler *handler)
{
	*s = (struct stream){
		.pulse = pulse, .handler = *handler, .retry_ns = TIME_NEVER_NS
	};
	http_exchange_init(&s->http, peer);
	lines_init(&s->lines, FRAME_MAX_BYTES);
	buf_init(&s->problem, HTTP_PROBLEM_MAX_BYTES);
}

void
stream_free(struct stream *s, CURLM *multi)
{
	http_exchange_free(&s->http, multi);
	lines_free(&s->lines);
	json_document_free(&s->reading);
	buf_free(&s->problem);
	free(s->path);
}

/* --- frames --- */

/*
 * Is this the number of the next frame?  Each malformed line without a number
 * may have been one frame.  False: the stream is broken, or it is a repetition,
 * with which one that was resumed may begin.
 */
static bool
take_number(struct stream *s, uint64_t sequence)
{
	if (sequence <= s->last_sequence && s->may_repeat)
		return false;
	if (sequence <= s->last_sequence) {
		s->broken_id = "B-44";
		buf_printf(&s->problem,
		    "frame %" PRIu64 " of the server's came again, after frame "
		    "%" PRIu64,
		    sequence, s->last_sequence);
		return false;
	}
	if (sequence > s->last_sequence + 1 + s->unnumbered) {
		s->broken_id = "B-44";
		buf_printf(&s->problem,
		    "the server's frames have a gap: frame %" PRIu64
		    " follows %" PRIu64,
		    sequence, s->last_sequence);
		return false;
	}
	s->last_sequence = sequence;
	s->may_repeat = false;
	s->unnumbered = 0;
	s->tries = s->torn = 0;
	return true;
}

static void
deliver_malformed(
    struct stream *s, const char *raw, size_t size, const char *problem)
{
	uint64_t sequence = json_guess_sequence(raw, size);
	if (sequence && !take_number(s, sequence))
		return;
	if (!sequence)
		s->unnumbered++;
	struct reading_time when = { s->quiet_ns, pulse_look(s->pulse) };
	s->delivered++;
	s->handler.malformed(s->handler.context, raw, size,
	    json_guess_party(raw, size), problem, &when);
}

static void
deliver(struct stream *s, const struct frame *f)
{
	struct reading_time when = { s->quiet_ns, pulse_look(s->pulse) };
	s->delivered++;
	s->handler.frame(s->handler.context, f, &when);
}

/* Why a frame that was parsed cannot come from a server, or NULL. */
static const char *
wrong_direction(const struct frame *f)
{
	switch (f->kind) {
	case FRAME_OPEN:
		return "a server sends no 'open' frames";
	case FRAME_SEND:
		return "a server sends no 'send' frames";
	case FRAME_CLOSE:
		return "a server sends no 'close' frames";
	case FRAME_FENCE:
	case FRAME_OPENED:
	case FRAME_MESSAGE:
	case FRAME_CLOSED:
	case FRAME_ERROR:
		break;
	}
	return f->sequence ? NULL : "the frame has no 'seq'";
}

static bool
is_blank(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (!strchr(" \t\r", bytes[i]) || bytes[i] == '\0')
			return false;
	}
	return true;
}

static void
take_clean_line(struct stream *s, const char *bytes, size_t size, bool is_whole)
{
	char problem[JSON_PROBLEM_SIZE];
	struct frame f;
	trace_line(s->http.peer->trace, TRACE_DOWN, bytes, size);
	if (s->problem.size || is_blank(bytes, size))
		return;
	if (!is_whole) {
		snprintf(problem, sizeof(problem),
		    "the line has more than %zu bytes", FRAME_MAX_BYTES);
		deliver_malformed(s, bytes, size, problem);
		return;
	}
	if (!json_read_frame(&s->reading, bytes, size, &f, problem)) {
		deliver_malformed(s, bytes, size, problem);
		return;
	}
	const char *wrong = wrong_direction(&f);
	if (wrong)
		deliver_malformed(s, bytes, size, wrong);
	else if (take_number(s, f.sequence))
		deliver(s, &f);
	frame_clear(&f);
}

/* Before it is parsed: so no text that is cut or quoted has a secret in it. */
static void
take_line(void *context, const char *bytes, size_t size, bool is_whole)
{
	struct stream *s = context;
	struct buf clean;
	buf_init(&clean, 2 * FRAME_MAX_BYTES);
	if (redact(&s->http.peer->redactor, bytes, size, &clean))
		take_clean_line(s, clean.bytes, clean.size,
		    is_whole && clean.size <= FRAME_MAX_BYTES);
	else
		take_clean_line(s, bytes, size, is_whole);
	buf_free(&clean);
}

/* --- the GET --- */

static size_t
take_header(char *bytes, size_t one, size_t size, void *context)
{
	struct stream *s = context;
	long status = 0, version = 0;
	(void)bytes;
	(void)one;
	curl_easy_getinfo(s->http.easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(s->http.easy, CURLINFO_HTTP_VERSION, &version);
	s->can_rest = version <= CURL_HTTP_VERSION_1_1;
	if (status == 200 && !s->is_answered) {
		s->is_answered = s->was_served = true;
		s->answered_ns = s->heard_ns = pulse_look_awake(s->pulse);
	}
	return size;
}

/* libcurl alone would read until nothing is left. */
static void
rest(struct stream *s)
{
	if (!s->can_rest || s->part_bytes < REST_BYTES ||
	    s->pulse->last_ns - s->quiet_ns > DRAIN_NS)
		return;
	s->is_resting = true;
	curl_easy_pause(s->http.easy, CURLPAUSE_RECV);
}

void
stream_read_on(struct stream *s)
{
	s->part_bytes = 0;
	if (!s->is_resting)
		return;
	s->is_resting = false;
	if (s->http.is_running)
		curl_easy_pause(s->http.easy, CURLPAUSE_CONT);
}

static size_t
take_body(char *bytes, size_t one, size_t size, void *context)
{
	struct stream *s = context;
	(void)one;
	if (s->is_answered) {
		s->received++;
		s->part_bytes += size;
		s->heard_ns = pulse_look_awake(s->pulse);
		lines_feed(&s->lines, bytes, size, take_line, s);
		rest(s);
	} else {
		buf_add(&s->http.answer, bytes, size);
	}
	return size;
}

/* Asks for what follows the last frame, which acknowledges that one. */
static void
request(struct stream *s, CURLM *multi)
{
	if (s->delivered && s->handler.keep)
		s->handler.keep(s->handler.context);
	char *path = mem_printf("%s?after=%" PRIu64, s->path, s->last_sequence);
	http_exchange_start(&s->http, multi, "GET", path);
	free(path);
	CURL *easy = s->http.easy;
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, READ_BYTES);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, s);
	lines_reset(&s->lines);
	s->unnumbered = 0;
	s->may_repeat = s->was_served;
	s->is_answered = s->is_resting = false;
	s->started_ns = pulse_look_awake(s->pulse);
	s->retry_ns = TIME_NEVER_NS;
}

void
stream_start(struct stream *s, CURLM *multi, const char *channel)
{
	s->path = mem_printf("channels/%s/frames", channel);
	s->quiet_ns = pulse_look(s->pulse);
	request(s, multi);
}

bool
stream_is_within_line(const struct stream *s)
{
	return s->lines.rest.size > 0;
}

/* "...: '{"seq":6,"fra'" */
static void
show_unfinished(struct stream *s)
{
	struct buf clean;
	const struct buf *shown = &s->lines.rest;
	buf_init(&clean, 2 * FRAME_MAX_BYTES);
	if (redact(&s->http.peer->redactor, shown->bytes, shown->size, &clean))
		shown = &clean;
	bool is_cut = shown->size > SHOWN_BYTES;
	buf_add_text(&s->problem, ": '");
	buf_add(&s->problem, shown->bytes, is_cut ? SHOWN_BYTES : shown->size);
	buf_add_text(&s->problem, is_cut ? "...'" : "'");
	buf_free(&clean);
}

static void
give_up_line(struct stream *s)
{
	char limit[DURATION_TEXT_SIZE];
	s->broken_id = "B-46";
	buf_printf(&s->problem,
	    "the line that followed frame %" PRIu64
	    " was not finished within %s",
	    s->last_sequence, duration_print(limit, UNFINISHED_MAX_NS));
	show_unfinished(s);
}

void
stream_tick(struct stream *s, CURLM *multi)
{
	int64_t limit_ns =
	    s->is_answered ? SILENCE_MAX_NS : s->http.peer->timeout_ns;
	int64_t since_ns = s->is_answered ? s->heard_ns : s->started_ns;
	if (s->retry_ns <= pulse_look(s->pulse))
		request(s, multi);
	else if (s->http.is_running && s->problem.size == 0 &&
	    stream_is_within_line(s) &&
	    pulse_look_awake(s->pulse) - s->heard_ns > UNFINISHED_MAX_NS)
		give_up_line(s);
	else if (s->http.is_running &&
	    pulse_look_awake(s->pulse) - since_ns > limit_ns)
		stream_ended(s, multi, CURLE_OPERATION_TIMEDOUT);
}

/* May the next try fare better than this one? */
static bool
is_passing(const struct stream *s)
{
	long status = s->http.status;
	if (s->http.result == CURLE_OPERATION_TIMEDOUT && !s->is_answered)
		return false;
	return status == 0 || status == 200 || status == 409 || status == 429 ||
	    status >= 500;
}

/* What became of the last try: half a sentence. */
static void
describe(const struct http_exchange *x, struct buf *into)
{
	if (x->status == 0 || x->status == 200)
		http_describe_result(x, into);
	else
		http_describe_status(x, into);
}

static void
describe_break(struct stream *s)
{
	if (s->was_served)
		buf_printf(&s->problem,
		    "the stream of frames broke off after frame %" PRIu64
		    " and could not be resumed in %zu attempts: ",
		    s->last_sequence, TRIES_MAX);
	else
		buf_printf(&s->problem,
		    "the server did not serve the stream of frames in %zu "
		    "attempts: ",
		    TRIES_MAX + 1);
}

static void
describe_end(struct stream *s)
{
	long status = s->http.status;
	if (s->torn > TRIES_MAX) {
		s->broken_id = "B-03";
		buf_printf(&s->problem,
		    "the stream of frames ended %u times in the middle of the "
		    "line after frame %" PRIu64,
		    s->torn, s->last_sequence);
		show_unfinished(s);
		return;
	}
	if (status == 200 && s->http.result == CURLE_OK) {
		s->broken_id = "B-03";
		buf_printf(&s->problem,
		    "the stream of frames ended in good order after frame "
		    "%" PRIu64
		    ", %zu times, although the channel had not been ended",
		    s->last_sequence, TRIES_MAX + 1);
		return;
	}
	if (is_passing(s))
		describe_break(s);
	else if (!s->was_served && http_is_refusal(status)) {
		s->broken_id = "B-03";
		buf_add_text(&s->problem,
		    "the server does not serve the stream of the channel that "
		    "it has just made: ");
	} else if (status == 404)
		buf_add_text(
		    &s->problem, "the server no longer knows the channel: ");
	else if (status == 410)
		buf_printf(&s->problem,
		    "the server no longer keeps the frames after %" PRIu64 ": ",
		    s->last_sequence);
	else
		buf_add_text(&s->problem,
		    "the server does not serve the stream of frames: ");
	describe(&s->http, &s->problem);
}

void
stream_ended(struct stream *s, CURLM *multi, CURLcode result)
{
	http_exchange_finish(&s->http, multi, result);
	if (s->is_answered &&
	    pulse_look_awake(s->pulse) - s->answered_ns >= PROVEN_NS)
		s->tries = s->torn = 0;
	s->torn += result == CURLE_OK && stream_is_within_line(s);
	if (s->problem.size == 0 && is_passing(s) && s->tries < TRIES_MAX)
		s->retry_ns = pulse_look(s->pulse) + pauses_ns[s->tries++];
	else if (s->problem.size == 0)
		describe_end(s);
	s->is_answered = s->is_resting = false;
}
