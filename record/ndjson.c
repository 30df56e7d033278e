/* SPDX-License-Identifier: Apache-2.0 */
#include "record/ndjson.h"

#include "core/vec.h"
#include "record/ndjson_head.h"
#include "record/ndjson_outcome.h"
#include "record/record_file.h"
#include "record/seal/seal.h"
#include "record/summary.h"
#include "wire/json_message.h"

#include <stdlib.h>
#include <string.h>

/*
 * Passed on in one write; about as much as a pipe takes, and with most lines
 * that may come before it still below 64 KiB, the size of the buffer.
 */
#define BATCH_BYTES ((size_t)60 << 10)
#define BUFFER_BYTES ((size_t)64 << 10)

struct ndjson {
	struct report report;
	struct output *output;
	struct buf batch;  /* whole lines, and the one being made */
	size_t line_start; /* of that one, in the batch */
	struct json_writer writer;
	struct digest *digest; /* of the lines since the last seal */
	size_t digested;       /* so much of the batch is in it ... */
	size_t unsealed;       /* ... and so many bytes before the batch */
	unsigned line_count;
	uint64_t sequence; /* of the observation before; 0: unknown */
	bool has_started;
	bool cut; /* a line did not fit, so the stream ended before it */
};

/* --- one line --- */

static struct json_writer *
start_line(struct ndjson *n, const char *event)
{
	n->line_start = n->batch.size;
	n->writer = json_start(&n->batch);
	json_begin_object(&n->writer, NULL);
	json_add_string(&n->writer, "event", event);
	return &n->writer;
}

static struct json_writer *
start_event(struct ndjson *n, const char *name, const struct run_event *event)
{
	struct json_writer *w = start_line(n, name);
	json_add_integer(w, "time", event->time_ns);
	return w;
}

static struct json_writer *
start_case_event(
    struct ndjson *n, const char *name, const struct run_event *event)
{
	struct json_writer *w = start_line(n, name);
	json_add_integer(w, "case", event->test->index);
	json_add_integer(w, "caseTime", event->case_time_ns);
	return w;
}

/* All whole lines of the batch go into the digest. */
static void
digest_lines(struct ndjson *n)
{
	size_t size = n->batch.size - n->digested;
	if (size)
		digest_add(n->digest, n->batch.bytes + n->digested, size);
	n->digested = n->batch.size;
	n->unsealed += size;
}

static void
hand_over(struct ndjson *n)
{
	if (n->batch.size == 0)
		return;
	digest_lines(n);
	output_write(n->output, n->batch.bytes, n->batch.size);
	output_flush(n->output);
	buf_clear(&n->batch);
	n->digested = 0;
}

/* False when it does not fit: then the recording has ended before it. */
static bool
close_line(struct ndjson *n)
{
	json_end_object(&n->writer);
	json_end_line(&n->writer);
	n->cut |= !json_finish(&n->writer) ||
	    n->batch.size - n->line_start > RECORD_MAX_BYTES;
	if (n->cut)
		n->batch.size = n->line_start;
	n->line_count += !n->cut;
	return !n->cut;
}

/* A line with the digest of those before it; it is in the next one. */
static void
seal(struct ndjson *n, bool is_last)
{
	char sha256[DIGEST_TEXT_SIZE];
	digest_lines(n);
	digest_take(n->digest, sha256);
	n->unsealed = 0;
	struct json_writer *w = start_line(n, SEAL_EVENT);
	json_add_integer(w, "line", n->line_count + 1);
	json_add_text(w, "sha256", sha256);
	if (is_last)
		json_add_boolean(w, "end", true);
	close_line(n);
}

static void
end_line(struct ndjson *n)
{
	if (close_line(n) &&
	    n->unsealed + n->batch.size - n->digested >= SEAL_BYTES)
		seal(n, false);
	if (n->batch.size >= BATCH_BYTES)
		hand_over(n);
}

/* --- the start --- */

static void
write_planned(
    struct ndjson *n, const struct run_facts *run, const struct run_case *test)
{
	ndjson_add_planned(start_line(n, "case-planned"), run, test);
	end_line(n);
}

static void
write_run_started(struct ndjson *n, const struct run_event *event)
{
	const struct run_facts *run = event->run;
	struct json_writer *w = start_event(n, "run-started", event);
	json_add_integer(w, "schema", NDJSON_SCHEMA);
	ndjson_add_run(w, run);
	end_line(n);
	for (unsigned i = 0; i < run->case_count && !run->is_load; i++)
		write_planned(n, run, &run->cases[i]);
}

/* --- cases --- */

static void
add_lease(struct json_writer *w, const struct case_lease *lease)
{
	json_begin_object(w, "lease");
	json_add_text(w, "interaction", lease->interaction);
	json_add_text(w, "unique", lease->unique);
	json_add_text(w, "queue", lease->queue);
	json_add_text(w, "queue2", lease->queue2);
	json_add_text(w, "workbin", lease->workbin);
	json_add_text(w, "leftInQueue", lease->left_in_queue);
	json_add_text(w, "leftInQueue2", lease->left_in_queue2);
	json_add_text(w, "leftInWorkbin", lease->left_in_workbin);
	json_begin_list(w, "parties");
	for (unsigned i = 0; i < lease->party_count; i++) {
		const struct leased_party *p = &lease->parties[i];
		json_begin_object(w, NULL);
		json_add_text(w, "name", p->name);
		json_add_text(w, "agentId", p->agent_id);
		json_add_text(w, "placeId", p->place_id);
		if (p->is_shared)
			json_add_text(w, "scope", "run");
		json_end_object(w);
	}
	json_end_list(w);
	json_end_object(w);
}

static void
write_case_started(struct ndjson *n, const struct run_event *event)
{
	if (event->run->is_load)
		write_planned(n, event->run, event->test);
	struct json_writer *w = start_event(n, "case-started", event);
	json_add_integer(w, "case", event->test->index);
	if (event->lease)
		add_lease(w, event->lease);
	end_line(n);
}

static void
write_stimulus(struct ndjson *n, const struct run_event *event)
{
	struct json_writer *w = start_case_event(n, "stimulus", event);
	json_add_integer(w, "number", event->stimulus.number);
	json_add_text(w, "party", event->party);
	if (event->stimulus.message) {
		json_add_text(w, "protocol", event->stimulus.protocol);
		json_add_message(w, "message", event->stimulus.message);
	}
	if (event->stimulus.file)
		ndjson_add_step(w, event->run, event->stimulus.file,
		    event->stimulus.line, event->stimulus.is_main);
	end_line(n);
}

static void
write_proof(struct ndjson *n, const struct run_event *event)
{
	struct json_writer *w = start_case_event(n, "proof", event);
	if (event->party)
		json_add_text(w, "party", event->party);
	if (event->is_settled)
		json_add_boolean(w, "settled", true);
	end_line(n);
}

static void
add_observed(struct ndjson *n, const struct observation *o)
{
	struct json_writer *w = &n->writer;
	switch (o->kind) {
	case OBSERVED_MESSAGE:
		json_add_text(w, "protocol", o->protocol);
		if (o->is_derived)
			json_add_text(w, "tag", TAG_DERIVED);
		json_add_message(w, "message", o->message);
		break;
	case OBSERVED_MALFORMED:
		json_add_text(w, "kind", "malformed");
		if (o->raw)
			json_add_bytes(w, "raw", o->raw, o->raw_size);
		break;
	case OBSERVED_DISCONNECTED:
		json_add_text(w, "kind", "disconnected");
		break;
	}
	json_add_text(w, "problem", o->problem);
}

/* With that of the one before, so that it is missed where it is not. */
static void
add_sequence(struct ndjson *n, const struct observation *o)
{
	if (o->sequence == 0 || o->sequence > INT64_MAX)
		return;
	json_add_integer(&n->writer, "seq", (int64_t)o->sequence);
	if (n->sequence)
		json_add_integer(
		    &n->writer, "previousSeq", (int64_t)n->sequence);
	n->sequence = o->sequence;
}

static void
write_observation(struct ndjson *n, const struct run_event *event)
{
	const struct observation *o = event->observation;
	struct json_writer *w = start_case_event(n, "observation", event);
	int64_t gap_ns = o->time_ns - o->earliest_ns;
	if (gap_ns)
		json_add_integer(w, "earliest", event->case_time_ns - gap_ns);
	if (o->server_time_us >= 0)
		json_add_integer(w, "serverTimeUs", o->server_time_us);
	add_sequence(n, o);
	json_add_integer(w, "number", o->number);
	json_add_text(w, "party", event->party);
	if (event->is_held)
		json_add_boolean(w, "held", true);
	if (event->late)
		json_add_integer(w, "late", event->late->index);
	add_observed(n, o);
	end_line(n);
}

static void
write_left_out(struct ndjson *n, const struct run_event *event)
{
	struct json_writer *w = start_case_event(n, "left-out", event);
	json_add_integer(w, "count", (int64_t)event->left_out.count);
	json_add_integer(w, "bytes", (int64_t)event->left_out.bytes);
	if (event->left_out.unexamined)
		json_add_integer(w, "unexamined", event->left_out.unexamined);
	end_line(n);
}

static void
write_case_ended(
    struct ndjson *n, const char *name, const struct run_event *event)
{
	struct json_writer *w = start_case_event(n, name, event);
	ndjson_add_outcome(w, event);
	end_line(n);
}

static void
write_lag(struct ndjson *n, const struct run_event *event)
{
	struct json_writer *w = start_event(n, "lag", event);
	json_add_integer(w, "lag", event->lag.ns);
	json_add_text(w, "cause", lag_cause_name(event->lag.cause));
	end_line(n);
}

/* --- the end --- */

static void
add_deadline(struct json_writer *w, const struct deadline_slack *d)
{
	json_begin_object(w, NULL);
	json_add_text(w, "within", d->within);
	json_add_integer(w, "limit", d->limit_ns);
	json_add_integer(w, "count", d->count);
	json_add_integer(w, "smallest", d->smallest_ns);
	json_add_integer(w, "median", d->median_ns);
	json_add_integer(w, "smallestIn", d->smallest_in->index);
	json_end_object(w);
}

static void
add_counts(struct json_writer *w, const char *key, const unsigned *counts)
{
	json_begin_object(w, key);
	for (int i = 0; i < VERDICT_COUNT; i++)
		json_add_integer(w, verdict_name((enum verdict)i), counts[i]);
	json_end_object(w);
}

static void
write_run_ended(struct ndjson *n, const struct run_event *event)
{
	const struct run_summary *s = event->summary;
	struct json_writer *w = start_event(n, "run-ended", event);
	add_counts(w, "counts", s->counts);
	if (summary_assumptions(event->run) > 0)
		add_counts(w, "assumptions", s->assumptions);
	json_add_integer(w, "duration", s->duration_ns);
	json_add_integer(w, "longestTimer", s->longest_timer_ns);
	json_begin_list(w, "deadlines");
	for (unsigned i = 0; i < s->deadline_count; i++)
		add_deadline(w, &s->deadlines[i]);
	json_end_list(w);
	json_add_boolean(w, "interrupted", s->interrupted);
	json_add_text(w, "problem", s->problem);
	if (n->sequence)
		json_add_integer(w, "lastSeq", (int64_t)n->sequence);
	if (close_line(n))
		seal(n, true);
}

static void
ndjson_event(struct sink *sink, const struct run_event *event)
{
	struct ndjson *n = (struct ndjson *)sink;
	switch (event->kind) {
	case RUN_STARTED:
		output_claim(n->output);
		n->has_started = true;
		write_run_started(n, event);
		break;
	case RUN_CASE_STARTED:
		write_case_started(n, event);
		break;
	case RUN_STIMULUS:
		write_stimulus(n, event);
		break;
	case RUN_OBSERVATION:
		write_observation(n, event);
		break;
	case RUN_PROOF:
		write_proof(n, event);
		break;
	case RUN_QUIET:
		json_add_integer(start_case_event(n, "quiet", event), "quiet",
		    event->quiet_ns);
		end_line(n);
		break;
	case RUN_LEFT_OUT:
		write_left_out(n, event);
		break;
	case RUN_CASE_ENDED:
		write_case_ended(n, "case-ended", event);
		break;
	case RUN_ATTEMPT_ENDED:
		write_case_ended(n, "attempt-ended", event);
		break;
	case RUN_LAG:
		write_lag(n, event);
		break;
	case RUN_NOTICE:
		json_add_text(
		    start_event(n, "notice", event), "text", event->notice);
		end_line(n);
		break;
	case RUN_ENDED:
		write_run_ended(n, event);
		break;
	}
}

void
ndjson_add(struct report *r, const char *word, const void *context,
    void (*fill)(const void *context, struct json_writer *w))
{
	struct ndjson *n = (struct ndjson *)r;
	fill(context, start_line(n, word));
	end_line(n);
}

static void
ndjson_pause(struct sink *sink)
{
	hand_over((struct ndjson *)sink);
}

static struct report *
ndjson_new(struct output *output, const struct report_style *style)
{
	(void)style; /* it is read by programs */
	struct ndjson *n = mem_zalloc(sizeof(*n));
	n->report.sink.event = ndjson_event;
	n->report.sink.pause = ndjson_pause;
	n->output = output;
	n->digest = digest_new();
	buf_init(&n->batch, RECORD_MAX_BYTES + BATCH_BYTES);
	buf_reserve(&n->batch, BUFFER_BYTES - 1);
	return &n->report;
}

/* A recording of no run has no place for it. */
static void
ndjson_explain(struct report *r, const char *problem, int64_t wall_s)
{
	(void)r, (void)problem, (void)wall_s;
}

static bool
ndjson_finish(struct report *r, char **ret_problem)
{
	struct ndjson *n = (struct ndjson *)r;
	hand_over(n);
	struct output *output = n->output;
	n->output = NULL;
	if (!n->has_started) {
		output_drop(output);
		return true;
	}
	if (!output_commit(output, ret_problem))
		return false;
	if (n->cut)
		*ret_problem = mem_printf(
		    "the recording ends early: an event is larger than its "
		    "limit of %zu bytes",
		    RECORD_MAX_BYTES);
	return !n->cut;
}

static void
ndjson_free(struct report *r)
{
	struct ndjson *n = (struct ndjson *)r;
	if (n->output)
		hand_over(n);
	output_discard(n->output);
	buf_free(&n->batch);
	digest_free(n->digest);
	free(n);
}

const struct report_kind ndjson_report = {
	.name = "ndjson",
	.help = "record the run as it happens, '-' for standard output;\n"
		"'report' and 'check' read it",
	.is_log = true,
	.new = ndjson_new,
	.explain = ndjson_explain,
	.finish = ndjson_finish,
	.free = ndjson_free,
};
