/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The judge alone: two lines of a transcript, judged with judge/ and load/, and
 * nothing above them.  No run, no server, no clock.
 *
 * Usage: judge_alone [ANSWER].  ANSWER is the server's line, as docs/binding.md
 * has it; without one, a right and a wrong one are tried, as 'make check' does.
 */
#include "judge/explain/outcome.h"
#include "judge/match.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "wire/json_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MS INT64_C(1000000)

static const char right_answer[] =
    "{\"seq\":1,\"frame\":\"message\",\"party\":1,"
    "\"protocol\":\"InteractionManagement\","
    "\"message\":{\"messageName\":\"EventAck\",\"referenceId\":1}}";
static const char wrong_answer[] =
    "{\"seq\":1,\"frame\":\"message\",\"party\":1,"
    "\"protocol\":\"Reporting\","
    "\"message\":{\"messageName\":\"EventAck\",\"referenceId\":1}}";

/* One case and what it may use; in a run this comes from the target's pools. */
struct bench {
	struct target *target;
	struct suite *suite;
	struct pattern *pattern;
	const char *agent_ids[PATTERN_MAX_PARTIES];
	struct lease lease;
};

/* The case setup/agent-registers/registers: a request, its answer. */
static const struct fixture_case *
find_case(const struct suite *suite)
{
	for (size_t i = 0; i < suite->setups.count; i++) {
		const struct fixture *setup = suite->setups.items[i];
		if (strcmp(setup->phase, "setup/agent-registers") == 0)
			return setup->cases.items[0];
	}
	return NULL;
}

static bool
prepare(struct bench *b, const char *folder, struct diag *diag)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/targets/embedded.xml", folder);
	b->target = target_load(path, diag);
	snprintf(path, sizeof(path), "%s/suites/conference.xml", folder);
	b->suite = b->target ? suite_load(path, b->target, diag) : NULL;
	const struct fixture_case *test = b->suite ? find_case(b->suite) : NULL;
	b->pattern =
	    test ? pattern_compile(b->suite, b->target, test, diag) : NULL;
	b->agent_ids[0] = "agent-1";
	b->lease = (struct lease){ .agent_ids = b->agent_ids,
		.place_ids = b->agent_ids,
		.interaction = "ix-1",
		.unique = "u1" };
	return b->pattern != NULL;
}

static enum verdict
judge(const struct bench *b, const char *answer)
{
	unsigned event, number = 0;
	char problem[JSON_PROBLEM_SIZE];
	struct frame frame;
	struct outcome outcome;
	struct match *m = match_new(b->pattern, &b->lease, 0);

	/* What the case wants sent: here it is at once. */
	while (match_demand(m, 0, &event) == MATCH_SEND) {
		struct message *request = match_build(m, event, 1);
		match_sent(m, event, request, ++number, 0);
		message_unref(request);
	}
	/* What came, 3 ms later; that nothing was there before is known. */
	if (json_parse_frame(answer, strlen(answer), &frame, problem)) {
		number++;
		struct observation o = { .kind = OBSERVED_MESSAGE,
			.number = number,
			.earliest_ns = 2 * MS,
			.time_ns = 3 * MS,
			.server_time_us = -1,
			.protocol = frame.protocol,
			.message = frame.message };
		match_feed(m, &o);
		frame_clear(&frame);
	} else {
		printf("# no line of the binding: %s\n", problem);
	}
	/* Nothing more came, and that is proven; nor by any deadline. */
	match_elapse(m, 60000 * MS);
	if (match_demand(m, 60000 * MS, &event) == MATCH_FENCE)
		match_quiet(m, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
	match_demand(m, 60000 * MS, &event);
	match_outcome(m, &outcome);
	enum verdict verdict = outcome.verdict;
	printf("# %s %s\n", verdict_name(verdict),
	    outcome.sentence ? outcome.sentence : "");
	outcome_clear(&outcome);
	match_free(m);
	return verdict;
}

int
main(int argc, char **argv)
{
	const char *folder = getenv("IXCONFORM_DATA");
	struct bench b = { 0 };
	struct diag diag;
	struct buf text;
	bool good = false;
	buf_init(&text, SOURCE_MAX_BYTES);
	diag_init(&diag);
	if (prepare(&b, folder ? folder : ".", &diag) && argc > 1) {
		good = judge(&b, argv[1]) == VERDICT_PASS;
	} else if (b.pattern) {
		good = judge(&b, right_answer) == VERDICT_PASS &&
		    judge(&b, wrong_answer) == VERDICT_FAIL;
		printf("%sok 1 - the judge works alone\n1..1\n",
		    good ? "" : "not ");
	}
	diag_print(&diag, &text, false);
	fputs(buf_text(&text), stderr);
	buf_free(&text);
	diag_free(&diag);
	pattern_free(b.pattern);
	suite_free(b.suite);
	target_free(b.target);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
