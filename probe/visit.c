/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/visit.h"

#include "core/clock.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Some check shows that a body of more than 4 MiB is too much. */
#define UP_MAX_BYTES ((size_t)6 << 20)
/* A line, cut, in a sentence. */
#define QUOTE_MAX_CHARACTERS 90
#define SENTENCE_MAX_BYTES ((size_t)4 << 10)
/* A check causes some dozen frames; what comes beyond this was not asked for.
 */
#define ARRIVALS_MAX 20000
/* For what earlier checks have waited for in vain. */
#define AGAIN_NS (200 * NS_PER_MS)

void
visit_init(struct visit *v, const struct probe_setup *setup,
    struct caller *caller, unsigned needs)
{
	*v = (struct visit){ .setup = setup,
		.caller = caller,
		.needs = needs,
		.verdict = VERDICT_PASS };
	buf_init(&v->up, UP_MAX_BYTES);
	buf_init(&v->said, FRAME_MAX_BYTES);
	buf_init(&v->sentence, SENTENCE_MAX_BYTES);
}

static void
forget_arrivals(struct visit *v)
{
	for (size_t i = 0; i < v->arrivals.count; i++) {
		frame_clear(&v->arrivals.items[i].frame);
		free(v->arrivals.items[i].line);
	}
	v->arrivals.count = 0;
}

/* Politely, whatever was found: the server may have room for one only. */
void
visit_end(struct visit *v)
{
	const struct caller_request farewell = { .method = "DELETE",
		.path = v->channel };
	if (v->channel && !v->is_lost && !v->is_stopped)
		caller_ask(v->caller, &farewell, v->setup->times.answer_ns);
	caller_stream_free(v->stream);
	caller_stream_free(v->older);
	forget_arrivals(v);
	vec_free(&v->arrivals);
	free(v->channel);
	free(v->frames);
	buf_free(&v->up);
	buf_free(&v->said);
	buf_free(&v->sentence);
}

/* --- what was wrong --- */

void
visit_ready(struct visit *v)
{
	v->is_ready = true;
}

void
visit_ready_for(struct visit *v, enum frame_kind kind)
{
	visit_ready(v);
	v->known_missing &= ~(1u << kind);
}

/* The first reason stays. */
static bool
note(struct visit *v, enum verdict verdict, enum finding finding,
    const char *format, va_list ap)
{
	struct buf text;
	if (v->verdict != VERDICT_PASS)
		return false;
	v->verdict = verdict;
	v->finding = finding;
	buf_init(&text, SENTENCE_MAX_BYTES / ESCAPE_GROWTH_MAX);
	buf_vprintf(&text, format, ap);
	escape_line(&v->sentence, buf_text(&text), text.size);
	buf_free(&text);
	return false;
}

bool
visit_break(struct visit *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	note(v, v->is_ready ? VERDICT_FAIL : VERDICT_ERROR,
	    FINDING_BROKEN_BINDING, format, ap);
	va_end(ap);
	return false;
}

bool
visit_skip(struct visit *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	note(v, VERDICT_SKIPPED, FINDING_NONE, format, ap);
	va_end(ap);
	return false;
}

bool
visit_give_up(struct visit *v, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	note(v, VERDICT_ERROR, FINDING_BROKEN_BINDING, format, ap);
	va_end(ap);
	return false;
}

/* --- requests --- */

static bool lose(struct visit *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool
lose(struct visit *v, const char *format, ...)
{
	va_list ap;
	v->is_lost = true;
	va_start(ap, format);
	note(v, VERDICT_ERROR, FINDING_UNREACHABLE, format, ap);
	va_end(ap);
	return false;
}

static bool
is_answered(struct visit *v, const struct caller_request *request)
{
	const struct caller_reply *r = &v->reply;
	switch (r->end) {
	case CALLER_ANSWERED:
		return true;
	case CALLER_CUT_OFF:
		if (v->may_be_cut_off)
			return true;
		/* fall through */
	case CALLER_SILENT:
		/* An answer without an end has a status, too. */
		if (r->status && r->end == CALLER_SILENT)
			return true;
		return visit_break(v, "%s %s: %s; it must be answered",
		    request->method, request->path, r->problem);
	case CALLER_UNREACHABLE:
		return lose(v, "%s %s: the server cannot be reached: %s",
		    request->method, request->path, r->problem);
	case CALLER_STOPPED:
		v->is_stopped = true;
		return false;
	}
	return false;
}

static bool
ask(struct visit *v, const struct caller_request *request)
{
	v->reply = caller_ask(v->caller, request, v->setup->times.answer_ns);
	return is_answered(v, request);
}

bool
visit_try(struct visit *v, const char *method, const char *path)
{
	struct caller_request request = { .method = method, .path = path };
	buf_clear(&v->said);
	buf_printf(&v->said, "%s %s", method, path);
	return ask(v, &request);
}

bool
visit_try_with(struct visit *v, const char *method, const char *path)
{
	struct caller_request request = { method, path, buf_text(&v->up),
		v->up.size };
	bool good = ask(v, &request);
	buf_clear(&v->up);
	return good;
}

bool
visit_expect(struct visit *v, long status)
{
	bool is_excused = v->may_be_cut_off && v->reply.end == CALLER_CUT_OFF;
	return v->reply.status == status || is_excused ||
	    visit_break(v, "%s was answered %ld; it must be %ld",
		buf_text(&v->said), v->reply.status, status);
}

bool
visit_ask(struct visit *v, const char *method, const char *path, long status)
{
	return visit_try(v, method, path) && visit_expect(v, status);
}

bool
visit_expect_type(struct visit *v, const char *type)
{
	size_t size = strlen(type);
	if (strncasecmp(v->reply.type, type, size) == 0 &&
	    (v->reply.type[size] == '\0' || strchr("; ", v->reply.type[size])))
		return true;
	return visit_break(v,
	    "the answer's Content-Type is '%s'; it must be %s", v->reply.type,
	    type);
}

/* --- the channel --- */

static void
take_answer(struct visit *v)
{
	v->answer_problem[0] = '\0';
	if (!json_parse_channel_answer(
		v->reply.body, v->reply.size, &v->answer, v->answer_problem))
		return;
	free(v->channel);
	free(v->frames);
	v->channel = mem_printf("channels/%s", v->answer.channel);
	v->frames = mem_printf("channels/%s/frames", v->answer.channel);
	v->posts = 0;
}

bool
visit_hello(struct visit *v)
{
	buf_clear(&v->said);
	buf_add_text(&v->said, "POST channels");
	if (!visit_try_with(v, "POST", "channels"))
		return false;
	if (v->reply.status / 100 == 2)
		take_answer(v);
	return v->reply.status == 201 || v->reply.status == 200 ||
	    visit_expect(v, 201);
}

static bool
has_needs(struct visit *v)
{
	const struct channel_answer *a = &v->answer;
	const char *missing = NULL;
	if (v->needs & NEEDS_FENCE && !a->has_fence)
		missing = "fence";
	else if (v->needs & NEEDS_CLOCK && !a->has_clock)
		missing = "clock";
	else if (v->needs & NEEDS_RESEND && !a->has_resend)
		missing = "resend";
	return !missing ||
	    visit_skip(v, "the server does not offer '%s'", missing);
}

bool
visit_begin(struct visit *v)
{
	if (!visit_hello(v))
		return false;
	if (v->answer_problem[0])
		return visit_break(v,
		    "the answer to POST channels cannot be used: %s",
		    v->answer_problem);
	return has_needs(v) && visit_listen(v, 0);
}

bool
visit_delete(struct visit *v)
{
	bool good = visit_ask(v, "DELETE", v->channel, 204);
	/* It must not be ended again. */
	free(v->channel);
	v->channel = NULL;
	return good;
}

/* --- the stream --- */

static bool
is_blank(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!memchr(" \t\r", bytes[i], 3))
			return false;
	return true;
}

static void
take_line(void *context, const char *bytes, size_t size, bool is_whole,
    int64_t time_ns)
{
	struct visit *v = context;
	struct arrival a = { .time_ns = time_ns };
	if (is_whole && is_blank(bytes, size))
		return;
	if (v->arrivals.count == ARRIVALS_MAX) {
		v->is_flooded = true;
		return;
	}
	a.line = mem_strndup(bytes, size);
	a.size = size;
	if (is_whole)
		a.is_frame = json_parse_frame(bytes, size, &a.frame, a.problem);
	else
		json_refuse(a.problem, "the line has more than %zu bytes",
		    FRAME_MAX_BYTES);
	vec_push(&v->arrivals, a);
}

bool
visit_listen(struct visit *v, uint64_t after)
{
	const struct caller_listener listener = { .context = v,
		.line = take_line };
	char *path = mem_printf("%s?after=%" PRIu64, v->frames, after);
	caller_stream_free(v->older);
	v->older = v->stream;
	v->stream = caller_listen(v->caller, path, &listener);
	buf_clear(&v->said);
	buf_printf(&v->said, "GET frames?after=%" PRIu64, after);
	free(path);
	return true;
}

void
visit_drop(struct visit *v)
{
	caller_stream_free(v->stream);
	caller_stream_free(v->older);
	v->stream = v->older = NULL;
	forget_arrivals(v);
}

static bool
is_still_running(struct visit *v, int64_t deadline_ns)
{
	if (!caller_wait(v->caller, deadline_ns))
		v->is_stopped = true;
	return !v->is_stopped && !v->is_flooded && visit_now() < deadline_ns;
}

long
visit_stream_status(struct visit *v)
{
	int64_t deadline_ns = visit_now() + v->setup->times.answer_ns;
	while (caller_stream_status(v->stream) == 0 &&
	    !caller_stream_has_ended(v->stream))
		if (!is_still_running(v, deadline_ns))
			break;
	return caller_stream_status(v->stream);
}

bool
visit_await_stream(struct visit *v, long status)
{
	char limit[DURATION_TEXT_SIZE];
	long got = visit_stream_status(v);
	if (got == status || v->is_stopped)
		return got == status;
	if (got == 0)
		return visit_break(v,
		    "the status of %s had not come after %s; it must be sent "
		    "at once",
		    buf_text(&v->said),
		    duration_print(limit, v->setup->times.answer_ns));
	return visit_break(v, "%s was answered %ld; it must be %ld",
	    buf_text(&v->said), got, status);
}

bool
visit_await_end(
    struct visit *v, const struct caller_stream *s, int64_t within_ns)
{
	int64_t deadline_ns = visit_now() + within_ns;
	while (!caller_stream_has_ended(s))
		if (!is_still_running(v, deadline_ns))
			break;
	return caller_stream_has_ended(s);
}

/* --- frames down --- */

static struct arrival *
find_unread(struct visit *v, uint32_t party)
{
	for (size_t i = 0; i < v->arrivals.count; i++) {
		struct arrival *a = &v->arrivals.items[i];
		if (!a->is_read &&
		    (!party || !a->is_frame || a->frame.party == party))
			return a;
	}
	return NULL;
}

static struct arrival *
wait_for(struct visit *v, uint32_t party, int64_t within_ns)
{
	int64_t deadline_ns = visit_now() + within_ns;
	struct arrival *a;
	while (!(a = find_unread(v, party)))
		if (!is_still_running(v, deadline_ns))
			return find_unread(v, party);
	return a;
}

static void
break_on_silence(
    struct visit *v, uint32_t party, enum frame_kind kind, int64_t within_ns)
{
	char limit[DURATION_TEXT_SIZE];
	bool is_over = caller_stream_has_ended(v->stream);
	if (v->is_flooded)
		visit_break(
		    v, "more than %d frames came unasked", ARRIVALS_MAX);
	else if (!v->is_stopped)
		visit_break(v,
		    "no '%s' came for party %" PRIu32 " %s%s after %s",
		    frame_kind_name(kind), party,
		    is_over ? "before the stream ended" : "within ",
		    is_over ? "" : duration_print(limit, within_ns),
		    buf_text(&v->said));
}

static int64_t
time_for(const struct visit *v, enum frame_kind kind)
{
	switch (kind) {
	case FRAME_OPENED:
		return v->setup->times.open_ns;
	case FRAME_FENCE:
	case FRAME_MESSAGE:
		return v->setup->times.answer_ns;
	case FRAME_CLOSED:
	case FRAME_ERROR:
	case FRAME_OPEN:
	case FRAME_SEND:
	case FRAME_CLOSE:
		break;
	}
	return v->setup->times.close_ns;
}

/* Others have waited for long enough: so it cannot be what this is about. */
static void
give_up_on(struct visit *v, enum frame_kind kind)
{
	visit_give_up(v,
	    "it needs '%s', which did not come in time in %d earlier checks",
	    frame_kind_name(kind), VISIT_MISSES_MAX);
}

/* Says what came instead. */
static void
break_on_other(struct visit *v, const struct arrival *a, enum frame_kind kind)
{
	struct buf quoted;
	buf_init(&quoted, SENTENCE_MAX_BYTES);
	escape_quoted(&quoted, a->line, a->size, QUOTE_MAX_CHARACTERS);
	visit_break(v,
	    "after %s the server sent %s; the next frame of that "
	    "party must be '%s'",
	    buf_text(&v->said), buf_text(&quoted), frame_kind_name(kind));
	buf_free(&quoted);
}

/* Where not even a party is opened, nothing comes. */
struct arrival *
visit_next(struct visit *v, int64_t within_ns)
{
	unsigned opened = 1u << FRAME_OPENED;
	bool is_in_vain = v->known_missing & opened && within_ns > AGAIN_NS;
	struct arrival *a = wait_for(v, 0, is_in_vain ? AGAIN_NS : within_ns);
	if (a) {
		a->is_read = true;
		v->seen |= a->is_frame ? 1u << a->frame.kind : 0;
		return a;
	}
	if (v->arrivals.count == 0 && within_ns >= v->setup->times.open_ns)
		v->missing |= opened;
	if (is_in_vain && !v->is_stopped)
		give_up_on(v, FRAME_OPENED);
	return NULL;
}

struct arrival *
visit_take(struct visit *v, uint32_t party, enum frame_kind kind)
{
	int64_t within_ns = time_for(v, kind);
	bool is_known_missing =
	    v->known_missing & 1u << kind && within_ns > AGAIN_NS;
	if (is_known_missing)
		within_ns = AGAIN_NS;
	struct arrival *a = wait_for(v, party, within_ns);
	if (!a) {
		v->missing |= 1u << kind;
		if (is_known_missing && !v->is_stopped)
			give_up_on(v, kind);
		break_on_silence(v, party, kind, within_ns);
		return NULL;
	}
	if (a->is_frame)
		v->seen |= 1u << a->frame.kind;
	a->is_read = true;
	if (!a->is_frame) {
		visit_give_up(
		    v, "a line of the server's is no frame: %s", a->problem);
		return NULL;
	}
	if (a->frame.kind == kind)
		return a;
	break_on_other(v, a, kind);
	return NULL;
}

bool
visit_await(struct visit *v, uint32_t party, enum frame_kind kind)
{
	return visit_take(v, party, kind);
}

bool
visit_await_fence(struct visit *v, uint32_t party, uint64_t fence)
{
	const struct arrival *a = visit_take(v, party, FRAME_FENCE);
	if (!a || a->frame.fence == fence)
		return a;
	return visit_break(v,
	    "fence %" PRIu64 " of party %" PRIu32 " came back as %" PRIu64
	    "; it must be the same number",
	    fence, party, a->frame.fence);
}

bool
visit_is_quiet(struct visit *v, uint32_t party)
{
	const struct arrival *a = wait_for(v, party, v->setup->times.quiet_ns);
	struct buf quoted;
	if (!a)
		return !v->is_stopped;
	buf_init(&quoted, SENTENCE_MAX_BYTES);
	escape_quoted(&quoted, a->line, a->size, QUOTE_MAX_CHARACTERS);
	visit_break(v, "after %s the server sent %s; nothing must come here",
	    buf_text(&v->said), buf_text(&quoted));
	buf_free(&quoted);
	return false;
}

int64_t
visit_now(void)
{
	return clock_now_ns();
}

bool
visit_pause(struct visit *v, int64_t ns)
{
	int64_t deadline_ns = visit_now() + ns;
	while (is_still_running(v, deadline_ns))
		;
	return !v->is_stopped;
}
