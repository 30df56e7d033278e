/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Without fences, silence for the settle time of 200 ms counts as proof: a slow
 * server is not blamed for that.
 */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <string.h>

#define SETUP                                                                  \
	"<case name='is'>"                                                     \
	"<send id='ping' from='agent1' message='RequestPing'/>"                \
	"<receive at='agent1' message='EventAck' answers='ping'/></case>"
#define STEPS                                                                  \
	"<send id='pong' from='agent1' message='RequestPong'/>"                \
	"<receive at='agent1' message='EventAck' answers='pong'/>"             \
	"<optional><receive at='agent2' message='EventA'>"                     \
	"<attribute name='text' value='first'/></receive></optional>"          \
	"<send id='again' from='agent1' message='RequestPong'/>"               \
	"<receive at='agent1' message='EventAck' answers='again'/>"            \
	"<receive at='agent2' message='EventB'/>"

#define SET_UP "send RequestPing\nagent1 EventAck ref=1\nat 250ms\nsettle\n"
#define BEGUN SET_UP "send RequestPong\n"
#define GIVEN_UP                                                               \
	BEGUN "agent1 EventAck ref=2\nat 500ms\nsettle\nsend RequestPong\n"
#define HINT                                                                   \
	" But the server offers no fences, and the settle time of 200 ms may " \
	"be too short: this may belong to an earlier step."

static const struct play {
	const char *script;
	enum verdict verdict;
	const char *sentence; /* how it ends */
} plays[] = {
	/* an optional message that was given up */
	{ GIVEN_UP "at 3s\nagent2 EventA text=first\nsettle\n",
	    VERDICT_INCONCLUSIVE, HINT },
	/* another one, which never was legal there */
	{ GIVEN_UP "at 3s\nagent2 EventA text=second\nsettle\n", VERDICT_FAIL,
	    "." },
	{ GIVEN_UP "at 3s\nagent1 EventA text=first\nsettle\n", VERDICT_FAIL,
	    "." },
	/* of the setup, which lets everything pass: for a while */
	{ BEGUN "at 400ms\nagent1 EventC\nsettle\n", VERDICT_INCONCLUSIVE,
	    HINT },
	{ BEGUN "at 500ms\nagent1 EventC\nsettle\n", VERDICT_FAIL, "." },
	/* the tested part has such a message itself */
	{ BEGUN "at 400ms\nagent2 EventA text=second\nsettle\n", VERDICT_FAIL,
	    "." },
	/* answers of the setup have shown how slow the server is */
	{ "send RequestPing\nat 210ms\nagent1 EventAck ref=1\nat 450ms\n"
	  "settle\nsend RequestPong\nat 2s\nagent1 EventC\nsettle\n",
	    VERDICT_INCONCLUSIVE, HINT },
	/* what is always wrong, and what does not come */
	{ BEGUN "at 300ms\nagent1 EventC as Reporting\nsettle\n", VERDICT_FAIL,
	    "." },
	{ GIVEN_UP "agent1 EventAck ref=3\nat 9s\nelapse\nsettle\n",
	    VERDICT_FAIL, "." },
};

static void
open_case(struct rig *r)
{
	rig_open(r,
	    &(struct rig_text){ .setup = SETUP,
		.after = "<after phase='setup/ready'/>",
		.steps = STEPS });
}

static bool
ends_with(const char *text, const char *end)
{
	size_t size = strlen(text), end_size = strlen(end);
	return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

START_TEST(judges)
{
	const struct play *p = &plays[_i];
	struct rig r;
	open_case(&r);
	rig_play(&r, p->script);
	const struct outcome *o = rig_outcome(&r);
	ck_assert_msg(o->verdict == p->verdict &&
		ends_with(o->sentence, p->sentence) &&
		!strstr(o->sentence, HINT) ==
		    (p->verdict != VERDICT_INCONCLUSIVE),
	    "%s: %s\n%s", verdict_name(o->verdict), o->sentence, p->script);
	rig_close(&r);
}
END_TEST

/* Fences prove it. */
START_TEST(a_fence_is_sure)
{
	struct rig r;
	open_case(&r);
	rig_play(&r,
	    "send RequestPing\nagent1 EventAck ref=1\nfence\n"
	    "send RequestPong\nagent1 EventAck ref=2\nfence\n"
	    "send RequestPong\nagent2 EventA text=first\nfence\n");
	rig_fails(&r, FINDING_OUT_OF_ORDER,
	    "EventA reached agent2 after RequestPong, which has to come "
	    "later.");
	rig_close(&r);
}
END_TEST

START_TEST(what_passes_passes)
{
	struct rig r;
	open_case(&r);
	rig_play(&r,
	    GIVEN_UP "agent1 EventAck ref=3\nagent2 EventB\nat 4s\nsettle\n");
	rig_passes(&r);
	rig_close(&r);
}
END_TEST

Suite *
settle_suite(void)
{
	Suite *s = suite_create("settle");
	TCase *t = tcase_create("settle");
	tcase_add_loop_test(t, judges, 0, sizeof(plays) / sizeof(plays[0]));
	tcase_add_test(t, a_fence_is_sure);
	tcase_add_test(t, what_passes_passes);
	suite_add_tcase(s, t);
	return s;
}
