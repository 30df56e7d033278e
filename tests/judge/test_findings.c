/* SPDX-License-Identifier: Apache-2.0 */
/* The exact sentences for each kind of finding. */
#include "tests/golden.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <string.h>

#define PING "\n<send id='ping' from='agent1' message='RequestPing'/>"
#define ACK "\n<receive at='agent1' message='EventAck' answers='ping'/>"
#define A1 "\n<receive id='a' at='agent1' message='EventA'/>"
#define B1 "\n<receive at='agent1' message='EventB'/>"
#define A2 "\n<receive at='agent2' message='EventA'/>"
#define TICKET                                                                 \
	"\n<receive at='agent1' message='EventTicket'>"                        \
	"<attribute name='note' value='hello {interaction}'/></receive>"
#define GO "at 100ms\nsend RequestPing\nat 200ms\n"

static const struct {
	const char *name, *steps, *script;
} plays[] = {
	{ "missing", PING ACK A1,
	    GO "agent1 EventAck ref=1\nat 6s\nelapse\nfence\n" },
	{ "missing-before", PING ACK A1 B1,
	    GO "agent1 EventAck ref=1\nagent1 EventB\nfence\n" },
	{ "missing-alternatives", PING "<choice>" A1 B1 "</choice>",
	    GO "at 6s\nelapse\nfence\n" },
	{ "missing-timer",
	    PING "<all within='{invitation-timeout}+1s' since='ping'>" A1
		 "</all>",
	    GO "at 32s\nelapse\nfence\n" },
	{ "unexpected", PING ACK,
	    GO "agent1 EventAck ref=1\nat 300ms\nagent1 EventB k=1\nfence\n" },
	{ "unexpected-banned", PING "<all>" ACK "<absent>" B1 "</absent></all>",
	    GO "agent1 EventB\nfence\n" },
	{ "duplicate", PING ACK,
	    GO "agent1 EventAck ref=1\nat 300ms\nagent1 EventAck ref=1\n"
	       "fence\n" },
	{ "out-of-order", PING A1 B1,
	    GO "agent1 EventB\nat 300ms\nagent1 EventA\nfence\n" },
	{ "unexpected-yet", A2 PING B1, "agent1 EventB\nfence\n" },
	{ "out-of-order-behind", PING "<optional>" A1 "</optional>" B1,
	    GO "agent1 EventB\nagent1 EventA\nfence\n" },
	{ "out-of-order-absent", PING "<absent within='1s'>" A2 "</absent>" B1,
	    GO "agent1 EventB\nfence\n" },
	{ "wrong-protocol", PING A1, GO "agent1 EventA as Reporting\nfence\n" },
	{ "wrong-protocol-unexpected", PING A1,
	    GO "agent1 EventC as Reporting\nfence\n" },
	{ "wrong-party", PING A1 "\n<receive at='agent2' message='EventB'/>",
	    GO "agent2 EventA\nfence\n" },
	{ "wrong-answer", PING ACK, GO "agent1 EventAck ref=11\nfence\n" },
	{ "wrong-answer-none", PING ACK, GO "agent1 EventAck\nfence\n" },
	{ "wrong-answer-odd", PING ACK,
	    GO "agent1 EventAck referenceId=one\nfence\n" },
	{ "wrong-answer-negative", PING ACK,
	    GO "agent1 EventAck ref=-7\nfence\n" },
	{ "wrong-answer-free",
	    PING "\n<receive at='agent1' message='EventAck'/>",
	    GO "agent1 EventAck ref=11\nfence\n" },
	{ "wrong-answer-unsent",
	    "<all><send id='ping' from='agent1' message='RequestPing'"
	    " not-before='1s'/>" ACK "</all>",
	    "agent1 EventAck ref=11\nfence\n" },
	{ "wrong-attribute", PING TICKET,
	    GO "agent1 EventTicket ticketId=1 note=bye\x1b[1m\nfence\n" },
	{ "wrong-attribute-without", PING TICKET,
	    GO "agent1 EventTicket ticketId=1\nfence\n" },
	{ "wrong-attribute-object", PING TICKET,
	    GO "agent1 EventTicket ticketId=1 note.x=1\nfence\n" },
	{ "wrong-attribute-catalogue",
	    PING "\n<receive at='agent1' message='EventTicket'/>",
	    GO "agent1 EventTicket ticketId=one\nfence\n" },
	{ "wrong-attribute-name",
	    PING "\n<receive at='agent1' message='EventA'>"
		 "<attribute name='name' capture='c'/></receive>"
		 "\n<receive at='agent1' message='EventB'>"
		 "<attribute name='list.{c}' matches='[0-9]+'/></receive>",
	    GO "agent1 EventA name=x\x1b\nagent1 EventB\nfence\n" },
	{ "wrong-attribute-null", PING TICKET,
	    GO "agent1 EventTicket ticketId=1 note=null\nfence\n" },
	{ "wrong-attribute-optional",
	    PING "\n<receive at='agent1' message='EventTicket'/>",
	    GO "agent1 EventTicket ticketId=1 note=7\nfence\n" },
	{ "too-early",
	    PING "\n<receive at='agent1' message='EventA' not-before='500ms'"
		 " since='ping'/>",
	    GO "agent1 EventA\nfence\n" },
	{ "too-late", PING A1, GO "at 6s\nat 7s\nagent1 EventA\nfence\n" },
	{ "broken-binding", PING A1, GO "malformed agent1 {\"x\x1b\n" },
	{ "malformed-name", PING A1, GO "agent1 EventWhat\x1b\nfence\n" },
	{ "disconnected", PING A1,
	    GO "closed agent1 going \x1b down\nfence\n" },
	{ "missing-disconnect", "<disconnect party='agent2'/>" A1,
	    "disconnect\nat 6s\nelapse\nfence\n" },
	{ "runner-late", PING A1, GO "at 7s\nagent1 EventA\nfence\n" },
};

/* "place: after #1, behind #2, at #3, line 22 wants EventA at agent1". */
static void
add_place(struct buf *b, const struct finding_place *p)
{
	if (!finding_is_placed(p)) {
		buf_add_text(b, "no place\n");
		return;
	}
	buf_printf(b, "place: after #%u, behind #%u", p->after, p->behind);
	if (p->observed)
		buf_printf(b, ", at #%u", p->observed);
	if (p->first)
		buf_printf(b, ", like #%u", p->first);
	if (p->message)
		buf_printf(b, ", line %u wants %s at %s as %s", p->line,
		    p->message, p->party, p->protocol);
	buf_printf(b, "%s\n", p->is_ghost ? " (ghost)" : "");
}

START_TEST(says_what_is_wrong)
{
	struct rig r;
	struct buf b;
	char *name = mem_printf("judge/%s.txt", plays[_i].name);
	rig_steps(&r, plays[_i].steps);
	rig_play(&r, plays[_i].script);
	const struct outcome *o = rig_outcome(&r);
	buf_init(&b, 65536);
	buf_printf(&b, "%s, %s\n%s\n%s", verdict_name(o->verdict),
	    finding_name(o->finding), o->sentence, o->detail ? o->detail : "");
	add_place(&b, &o->place);
	if (o->difference.what)
		buf_printf(&b, "%s: %s, not %s\n", o->difference.what,
		    o->difference.expected, o->difference.observed);
	golden_check(name, buf_text(&b), b.size);
	ck_assert_int_eq(
	    strncmp(plays[_i].name, finding_name(o->finding), 3), 0);
	buf_free(&b);
	free(name);
	rig_close(&r);
}
END_TEST

Suite *
findings_suite(void)
{
	Suite *s = suite_create("findings");
	TCase *t = tcase_create("findings");
	tcase_add_loop_test(
	    t, says_what_is_wrong, 0, sizeof(plays) / sizeof(plays[0]));
	suite_add_tcase(s, t);
	return s;
}
