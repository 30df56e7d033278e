/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/story.h"

#include "core/clock.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* Control characters, an escape sequence, bad UTF-8, markup, a line break, a
   character that turns the direction of reading. */
#define HOSTILE "\x01\x1b[31m\xff\xc3(]]><b a=\"1\">&amp;\n\xe2\x80\xae!"

/* The same as a message may hold it: a frame with bad UTF-8 does not parse. */
#define HOSTILE_UTF8 "\x01\x1b[31m(]]><b a=\"1\">&amp;\n\xe2\x80\xae!"

#define CASE(number, section, suite, phase, name)                              \
	ANY_CASE(number, section, suite, phase, name, false)
#define ANY_CASE(number, section, suite, phase, name, is_assumption)           \
	{                                                                      \
		number, suite, phase, name, section,                           \
		    "fixtures/" suite "/" phase ".xml", 10 + number,           \
		    "What the document requires of " name ".",                 \
		    (const struct run_requirement[]){ { "STORY-" #number,      \
			number == 5 ? "should" : "must" } },                   \
		    !is_assumption, is_assumption, number, NULL                \
	}

static const struct run_case story_cases[] = {
	CASE(0, "1.1", "conference", "invitation-issued", "one-invitee"),
	CASE(1, "1.3", "conference", "invitation-rejected", "agent-rejects"),
	CASE(2, "1.4", "conference", "invitation-times-out", "no-answer"),
	CASE(3, "1.5", "conference", "invitation-is-invalid", "not-logged-in"),
	CASE(4, "1.6", "conference", "leave-the-conference", "one-of-two"),
	CASE(5, "1.6", "conference", "leave-the-conference", "last-party"),
	ANY_CASE(6, NULL, "transfer.v2", "setup/log-in", "again", true),
	CASE(7, "12.10", "transfer.v2", "transfer-accepted", "two-agents"),
	CASE(8, "1.7", "conference", "fail-to-leave", "never-joined"),
};
#define STORY_CASES (sizeof(story_cases) / sizeof(story_cases[0]))

static const char *const issued_cases[] = { "one-invitee", "two-at-once" };
static const char *const rejected_cases[] = { "agent-rejects" };

static const struct run_row story_rows[] = {
	{ "conference", "invitation-issued", "1.1", "Invitation Issued",
	    "EventInvite", PROTOCOL_INTERACTION_MANAGEMENT, issued_cases, 2 },
	{ "conference", "invitation-issued", "1.1", "Invitation Issued",
	    "EventAgentInvited", PROTOCOL_REPORTING, issued_cases + 1, 1 },
	{ "conference", "invitation-rejected", "1.3", "Invitation Rejected",
	    "EventError", PROTOCOL_INTERACTION_MANAGEMENT, rejected_cases, 1 },
	{ "conference", "invitation-rejected", "1.3", "Invitation Rejected",
	    "EventRejected", PROTOCOL_REPORTING, NULL, 0 },
};

static const struct run_file story_files[] = {
	{ "fixtures/<conference>/invitation-issued.xml",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
};

static const char *const story_options[] = { "--fault",
	"drop EventInvite </script>", "conference" };

struct teller {
	struct sink *sink;
	const struct run_facts *run;
	int64_t now_ns;
	int64_t starts_ns[STORY_CASES]; /* of the cases that start later */
};

static struct run_facts
make_facts(const struct run_case *cases, unsigned count)
{
	return (struct run_facts){ .program_version = "0.1.0",
		.target_name = "embedded",
		.target_url = "http://127.0.0.1:8080/",
		.server_name = "Mock & Söhne <" HOSTILE ">",
		.server_version = "1",
		.host_name = "build-7",
		.wall_start_s = 1700000000,
		.cases = cases,
		.case_count = count,
		.jobs = 4,
		.files = story_files,
		.file_count = 1,
		.options = story_options,
		.option_count = 3,
		.again = "ixconform run --fault 'drop EventInvite </script>'",
		.rows = story_rows,
		.row_count = sizeof(story_rows) / sizeof(story_rows[0]) };
}

static void
tell(struct teller *t, struct run_event event)
{
	event.time_ns = t->now_ns;
	if (event.test && event.kind == RUN_CASE_STARTED)
		t->starts_ns[event.test->index % STORY_CASES] = t->now_ns;
	if (event.test)
		event.case_time_ns =
		    t->now_ns - t->starts_ns[event.test->index % STORY_CASES];
	event.run = t->run;
	t->sink->event(t->sink, &event);
}

static void
start(struct teller *t, unsigned index)
{
	tell(t,
	    (struct run_event){
		.kind = RUN_CASE_STARTED, .test = &t->run->cases[index] });
}

static void
sketch_expected(struct sketch *s)
{
	static const struct sketch_line lines[] = {
		{ .kind = SKETCH_SEND,
		    .party = "agent2",
		    .text = "RequestReject",
		    .protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		    .note = "(reject)",
		    .line = 20 },
		{ .kind = SKETCH_OPEN, .text = "all, in any order" },
		{ .kind = SKETCH_RECEIVE,
		    .party = "agent1",
		    .text = "EventError",
		    .protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		    .is_marked = true,
		    .line = 22 },
		{ .kind = SKETCH_DIVIDE, .text = "or" },
		{ .kind = SKETCH_RECEIVE,
		    .party = "reporting",
		    .text = "EventRejected",
		    .forbidden = true,
		    .line = 23 },
		{ .kind = SKETCH_CLOSE },
		{ .kind = SKETCH_DISCONNECT,
		    .party = "agent2",
		    .text = "disconnects",
		    .line = 24 },
	};
	s->title = mem_strdup("conference/invitation-rejected");
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		sketch_add(s, &lines[i]);
}

static void
end(struct teller *t, unsigned index, struct outcome outcome)
{
	outcome.duration_ns += 12345678;
	struct sketch expected = { 0 };
	if (outcome.place.message)
		sketch_expected(&expected);
	tell(t,
	    (struct run_event){ .kind = RUN_CASE_ENDED,
		.test = &t->run->cases[index],
		.outcome = &outcome,
		.expected = expected.title ? &expected : NULL });
	sketch_clear(&expected);
}

static void
send(struct teller *t, unsigned index, unsigned number, const char *party,
    struct message *m)
{
	struct run_event event = { .kind = RUN_STIMULUS,
		.test = &t->run->cases[index],
		.party = party };
	event.stimulus.number = number;
	event.stimulus.message = m;
	event.stimulus.protocol = PROTOCOL_INTERACTION_MANAGEMENT;
	tell(t, event);
	message_unref(m);
}

static void
observe(struct teller *t, unsigned index, const char *party,
    struct observation o, const char *protocol)
{
	o.time_ns = t->now_ns;
	o.earliest_ns = t->now_ns - NS_PER_MS / 2;
	o.server_time_us = -1;
	o.protocol = protocol;
	tell(t,
	    (struct run_event){ .kind = RUN_OBSERVATION,
		.test = &t->run->cases[index],
		.party = party,
		.observation = &o });
	observation_clear(&o);
}

static struct message *
message_with(const char *name, int64_t reference)
{
	struct message *m = message_new(name);
	message_set_integer(m, "referenceId", reference);
	return m;
}

static struct message *
make_invite(void)
{
	struct message *m = message_new("EventInvite");
	message_set_integer(m, "ticketId", 7);
	message_set_string(m, "interaction.interactionId", "ix-1");
	message_set_boolean(m, "urgent", true);
	message_set_empty(m, "parties", VALUE_EMPTY_LIST);
	message_set_empty(m, "extension", VALUE_EMPTY_OBJECT);
	message_set_empty(m, "reason", VALUE_NULL);
	message_set_real(m, "weight", 0.5);
	message_set_string(m, "inviter.0.agentId",
	    "an agent with a name that is far too long for a line");
	message_set_string(m, "a", "1");
	message_set_string(m, "b", "2");
	return m;
}

static void
tell_dialogue(struct teller *t)
{
	struct message *ask = message_with("RequestConference", 9);
	message_set_string(ask, "interactionId", "ix-1");
	send(t, 0, 1, "agent1", ask);
	t->now_ns += 6 * NS_PER_MS;
	observe(t, 0, "agent2",
	    (struct observation){ .number = 2, .message = make_invite() },
	    PROTOCOL_INTERACTION_MANAGEMENT);
	send(t, 1, 1, "agent2", message_with("RequestReject", 12));
	observe(t, 0, "reporting",
	    (struct observation){
		.number = 3, .message = message_new("EventAgentInvited") },
	    PROTOCOL_REPORTING);
	observe(t, 1, "agent1",
	    (struct observation){
		.number = 2, .message = message_with("EventError", 11) },
	    PROTOCOL_INTERACTION_MANAGEMENT);
}

static void
tell_hostile_server(struct teller *t)
{
	struct message *m = message_with("Event" HOSTILE_UTF8, 3);
	message_set_string(m, "key" HOSTILE_UTF8, "value" HOSTILE_UTF8);
	observe(t, 5, "agent1",
	    (struct observation){ .number = 1, .message = m }, HOSTILE);
	observe(t, 5, "agent1",
	    (struct observation){ .kind = OBSERVED_MALFORMED,
		.number = 2,
		.raw = mem_strndup("{\"x\0" HOSTILE, 4 + strlen(HOSTILE)),
		.raw_size = 4 + strlen(HOSTILE),
		.problem = mem_strdup("no string: " HOSTILE) },
	    "");
	observe(t, 5, "media",
	    (struct observation){ .kind = OBSERVED_DISCONNECTED,
		.number = 3,
		.problem = mem_strdup("the server closed it") },
	    "");
}

static void
tell_first_suite(struct teller *t)
{
	char rejected[] = "EventError reached agent1 with reference 11; the "
			  "request it must answer is 9 (RequestConference).";
	char reference[] = "referenceId", sent[] = "9", answered[] = "11";
	char both[] = "after     #1  0.006 s  agent2 → server  RequestReject\n"
		      "expected              server → agent1  EventError\n"
		      "observed  #2  0.006 s  server → agent1  EventError\n";
	char late[] = "The runner was 80 ms late, so it cannot tell.";
	char gone[] = "The server at http://127.0.0.1:8080/ is gone.";
	char why[] = "The target reads R5 otherwise.";
	char hostile[] = "Unexpected " HOSTILE;
	char seen[] = "conference/leave-the-conference/" HOSTILE;
	char lines[] = "observed  " HOSTILE "\n\nlast line without an end";

	struct matched_message taken[] = {
		{ .number = 2,
		    .file = "fixtures/issued.xml",
		    .line = 28,
		    .is_main = true },
		{ .number = 3,
		    .file = "fixtures/issued.xml",
		    .line = 25,
		    .is_main = true },
	};

	end(t, 0,
	    (struct outcome){
		.verdict = VERDICT_PASS, .matches = taken, .match_count = 2 });
	end(t, 1,
	    (struct outcome){ .verdict = VERDICT_FAIL,
		.finding = FINDING_WRONG_ANSWER,
		.sentence = rejected,
		.detail = both,
		.difference = { reference, sent, answered },
		.place = { .after = 1,
		    .observed = 2,
		    .behind = 1,
		    .preamble = 3,
		    .message = "EventError",
		    .party = "agent1",
		    .protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		    .file = "fixtures/conference/invitation-rejected.xml",
		    .line = 22 } });
	t->now_ns += 80 * NS_PER_MS;
	end(t, 2,
	    (struct outcome){ .verdict = VERDICT_INCONCLUSIVE,
		.finding = FINDING_RUNNER_LATE,
		.blamed = { "setup/log-in", "again" },
		.sentence = late,
		.duration_ns = NS_PER_S });
	end(t, 3,
	    (struct outcome){ .verdict = VERDICT_ERROR,
		.finding = FINDING_UNREACHABLE,
		.sentence = gone });
	end(t, 4,
	    (struct outcome){ .verdict = VERDICT_SKIPPED, .sentence = why });
	tell_hostile_server(t);
	end(t, 5,
	    (struct outcome){ .verdict = VERDICT_FAIL,
		.finding = FINDING_UNEXPECTED,
		.sentence = hostile,
		.detail = lines,
		.seen_in = seen });
}

/* It could not be judged at first. */
static void
tell_attempts(struct teller *t)
{
	char late[] = "The runner was 40 ms late " HOSTILE;
	char lines[] = "observed  " HOSTILE "\n";
	char flaky[] = "It passed at attempt 2.";
	struct outcome open = { .verdict = VERDICT_INCONCLUSIVE,
		.finding = FINDING_RUNNER_LATE,
		.sentence = late,
		.detail = lines };
	start(t, 8);
	send(t, 8, 1, "agent1", message_with("RequestLeave", 1));
	tell(t,
	    (struct run_event){ .kind = RUN_ATTEMPT_ENDED,
		.test = &t->run->cases[8],
		.outcome = &open });
	t->now_ns += 10 * NS_PER_MS;
	start(t, 8);
	send(t, 8, 1, "agent1", message_with("RequestLeaveAgain", 1));
	end(t, 8,
	    (struct outcome){ .verdict = VERDICT_FLAKY,
		.sentence = flaky,
		.duration_ns = 2 * NS_PER_S });
}

static void
tell_second_suite(struct teller *t, enum story_end how)
{
	char stopped[] = "The run was stopped.";
	struct message *m = message_with("RequestTransfer", 1);
	t->now_ns += 520 * NS_PER_MS;
	send(t, 7, 1, "agent1", m);
	if (how == STORY_WHOLE) {
		end(t, 6,
		    (struct outcome){
			.verdict = VERDICT_PASS, .duration_ns = -12000000 });
		end(t, 7, (struct outcome){ .duration_ns = 500 * NS_PER_MS });
		tell_attempts(t);
	} else {
		end(t, 6,
		    (struct outcome){
			.verdict = VERDICT_ABORTED, .sentence = stopped });
	}
}

static void
tell_end(struct teller *t, enum story_end how)
{
	struct run_summary summary = { .counts = { [VERDICT_PASS] = 1,
					   [VERDICT_FAIL] = 2,
					   [VERDICT_INCONCLUSIVE] = 1,
					   [VERDICT_ERROR] = 1,
					   [VERDICT_SKIPPED] = 1 },
		.duration_ns = t->now_ns,
		.longest_timer_ns = 500 * NS_PER_MS };
	if (how == STORY_WHOLE) {
		summary.counts[VERDICT_PASS] = 2;
		summary.counts[VERDICT_FLAKY] = 1;
	}
	summary
	    .assumptions[how == STORY_WHOLE ? VERDICT_PASS : VERDICT_ABORTED] =
	    1;
	summary.interrupted = how == STORY_INTERRUPTED;
	if (how == STORY_BROKEN)
		summary.problem = "the server hung up: " HOSTILE;
	tell(t, (struct run_event){ .kind = RUN_ENDED, .summary = &summary });
}

struct run_facts *
story_tell(struct sink *sink, enum story_end how)
{
	struct run_facts *facts = mem_alloc(sizeof(*facts));
	struct teller t = { .sink = sink, .run = facts };
	*facts = make_facts(story_cases, STORY_CASES);
	tell(&t, (struct run_event){ .kind = RUN_STARTED });
	for (unsigned i = 0; i < STORY_CASES - 1; i++)
		start(&t, i);
	t.now_ns = NS_PER_MS;
	tell_dialogue(&t);
	tell(&t,
	    (struct run_event){
		.kind = RUN_NOTICE, .notice = "no fences: " HOSTILE });
	tell_first_suite(&t);
	tell_second_suite(&t, how);
	if (how == STORY_CUT)
		return facts;
	tell_end(&t, how);
	free(facts);
	return NULL;
}

void
story_tell_many(struct sink *sink, unsigned count, const char *detail)
{
	char sentence[] = "EventAck is missing.";
	char *copy = mem_strdup(detail);
	struct run_case *cases = mem_alloc(count * sizeof(*cases));
	struct run_facts facts = make_facts(cases, count);
	struct run_summary summary = { .counts = { [VERDICT_FAIL] = count } };
	struct teller t = { .sink = sink, .run = &facts };

	for (unsigned i = 0; i < count; i++) {
		cases[i] = story_cases[i % STORY_CASES];
		cases[i].index = i;
	}
	tell(&t, (struct run_event){ .kind = RUN_STARTED });
	for (unsigned i = 0; i < count; i++)
		start(&t, i);
	for (unsigned i = 0; i < count; i++)
		end(&t, i,
		    (struct outcome){ .verdict = VERDICT_FAIL,
			.finding = FINDING_MISSING,
			.sentence = sentence,
			.detail = copy });
	tell(&t, (struct run_event){ .kind = RUN_ENDED, .summary = &summary });
	free(cases);
	free(copy);
}
