/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences about a message that is one too many, or under a second tag. */
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>

#define PING "<send id='ping' from='agent1' message='RequestPing'/>"
#define LATER                                                                  \
	"<send id='ping' from='agent1' message='RequestPing'"                  \
	" answer='later'/>"
#define DIAL                                                                   \
	"<send id='ping' from='agent1' message='RequestDial'"                  \
	" answer='later'/>"
#define AGAIN                                                                  \
	"<send id='again' from='agent1' message='RequestPing'"                 \
	" answer='later'/>"
#define PONG                                                                   \
	"<send id='pong' from='agent2' message='RequestPong'"                  \
	" answer='later'/>"
#define ACK "<receive at='agent1' message='EventAck' answers='ping'/>"
#define JOINED(at)                                                             \
	"<receive at='" at "' message='EventJoined'>"                          \
	"<attribute name='interactionId' value='{interaction}'/>"              \
	"<attribute name='who' value='{agent2.agentId}'/></receive>"
#define JOINS                                                                  \
	"<all>" ACK "<optional>" JOINED("agent2") "</optional>" JOINED(        \
	    "agent1") JOINED("reporting") "</all>"
#define C3 "<receive at='agent3' message='EventC'/>"
#define TICKET                                                                 \
	"<receive id='ticket' at='agent2' message='EventTicket'>"              \
	"<attribute name='ticketId' type='integer'/></receive>"
#define TICKET_3 "<receive at='agent3' message='EventTicket'/>"
#define REVOKED                                                                \
	"<receive at='agent2' message='EventB'"                                \
	" not-before='1s' within='3s' since='ping'/>"
#define PROBE(steps) "<probe that='it is open'>" steps "</probe>"

#define SENT "send RequestPing\nat 10ms\nagent1 EventAck ref=1\n"
#define WHO2 " interactionId=ix-1 who=agent-2\n"
#define ALL "agent1 EventJoined" WHO2 "reporting EventJoined" WHO2

static const struct {
	const char *steps, *script;
	enum finding finding;
	const char *sentence;
} plays[] = {
	/* what need not come to another party has not gone astray */
	{ PING JOINS, SENT ALL "agent1 EventJoined" WHO2 "fence\n",
	    FINDING_DUPLICATE,
	    "EventJoined about agent2 reached agent1 twice after RequestPing "
	    "of agent1, as #3 and again as #5." },
	{ PING JOINS C3, SENT ALL "agent3 EventJoined" WHO2 "fence\n",
	    FINDING_WRONG_PARTY,
	    "EventJoined about agent2 reached agent3 after RequestPing of "
	    "agent1, but the fixture expects it only at agent1, agent2 and "
	    "reporting." },
	/* a copy under another tag */
	{ PING JOINS,
	    SENT ALL "reporting EventJoined as InteractionManagement" WHO2
		     "fence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventJoined about agent2 reached reporting under a second tag, "
	    "'InteractionManagement', besides Reporting (#4)." },
	{ PING JOINS, SENT "agent1 EventJoined as Reporting" WHO2 ALL "fence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventJoined about agent2 reached agent1 under a second tag, "
	    "'Reporting', besides InteractionManagement (#4)." },
	{ PING JOINS, SENT "agent1 EventJoined as Reporting" WHO2 "fence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventJoined reached agent1 as 'Reporting'; its protocol must be "
	    "InteractionManagement." },
	/* under none would it be right */
	{ PING ACK, SENT "agent1 EventReport as Reporting\nfence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventReport reached agent1 as 'Reporting'; an agent never "
	    "receives this message, under whatever tag." },
	{ PING JOINS,
	    SENT ALL "reporting EventTicket ticketId=1 interactionId=ix-1\n"
		     "fence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventTicket reached reporting as 'Reporting'; the Reporting "
	    "engine never receives this message, under whatever tag." },
	{ "<receive at='agent1' message='EventStatus'/>",
	    "agent1 EventStatus as InteractionManagement\nfence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventStatus reached agent1 as 'InteractionManagement'; its "
	    "protocol must be Reporting." },
	{ PING JOINS,
	    SENT "reporting EventStatus as InteractionManagement who=agent-1\n"
		 "fence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventStatus reached reporting as 'InteractionManagement'; the "
	    "Reporting engine receives it as Reporting only." },
	/* the server states none */
	{ PING ACK, SENT "agent1 EventReport untagged\nfence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventReport reached agent1; this kind of client, an agent, must "
	    "not get this message." },
	{ PING JOINS,
	    SENT "agent1 EventJoined untagged" WHO2
		 "reporting EventJoined as Nonsense untagged" WHO2
		 "reporting EventTicket untagged ticketId=1 "
		 "interactionId=ix-1\nfence\n",
	    FINDING_WRONG_PROTOCOL,
	    "EventTicket reached reporting; this kind of client, the "
	    "Reporting engine, must not get this message." },
	/* about whom it is */
	{ PING ACK, SENT "agent1 EventJoined who=agent-1\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventJoined about agent1 itself reached agent1 after RequestPing "
	    "of agent1, but nothing in the fixture expects it there." },
	{ PING
	    "<all>" ACK
	    "<absent><receive at='agent1' message='EventJoined'/></absent>" C3
	    "</all>",
	    SENT "agent1 EventJoined who=agent-3\nfence\n", FINDING_UNEXPECTED,
	    "EventJoined about agent3 reached agent1 after RequestPing of "
	    "agent1, which must not happen here (phase.xml:4)." },
	/* the fixture has it, but once */
	{ LATER TICKET,
	    "send RequestPing\nagent2 EventTicket ticketId=5\n"
	    "agent2 EventTicket ticketId=6\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 a second time after RequestPing of "
	    "agent1, with ticketId 6 instead of 5; the first was #2." },
	{ LATER TICKET PONG C3,
	    "send RequestPing\nagent2 EventTicket ticketId=5 note=x\n"
	    "send RequestPong\nagent2 EventTicket ticketId=5\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 a second time after RequestPong of "
	    "agent2, without note; the first was #2, after RequestPing of "
	    "agent1." },
	/* a copy of what another party has */
	{ LATER TICKET PONG TICKET_3,
	    "send RequestPing\nagent2 EventTicket ticketId=5\n"
	    "send RequestPong\nagent3 EventTicket ticketId=6\n"
	    "agent2 EventTicket ticketId=6\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 after RequestPong of agent2, but the "
	    "fixture expects it only at agent3." },
	{ LATER TICKET PONG TICKET_3 AGAIN C3,
	    "send RequestPing\nagent2 EventTicket ticketId=5\n"
	    "send RequestPong\nagent3 EventTicket ticketId=6\n"
	    "send RequestPing\nagent2 EventTicket ticketId=6\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 after RequestPing of agent1 (#5), but "
	    "the fixture expects it only at agent3." },
	/* the same, after a fence: perhaps what was sent then has caused it */
	{ LATER TICKET PROBE(PONG C3),
	    "send RequestPing\nagent2 EventTicket ticketId=5\nfence\n"
	    "send RequestPong\nagent2 EventTicket ticketId=5\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 a second time after RequestPong of "
	    "agent2; the first was #2, after RequestPing of agent1. This was "
	    "to show that it is open." },
	{ LATER TICKET PONG C3,
	    "send RequestPing\nagent2 EventTicket ticketId=5\n"
	    "send RequestPong\nagent2 EventTicket ticketId=5\nfence\n",
	    FINDING_DUPLICATE,
	    "EventTicket reached agent2 twice after RequestPong of agent2, as "
	    "#2 and again as #4." },
	/* instead of what a timer had to send */
	{ LATER TICKET REVOKED,
	    "send RequestPing\nagent2 EventTicket ticketId=5\nat 1s\n"
	    "at 1010ms\nagent2 EventTicket ticketId=6\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 where EventB was due (phase.xml:4)." },
	{ LATER TICKET REVOKED,
	    "send RequestPing\nagent2 EventTicket ticketId=5\nat 500ms\n"
	    "agent2 EventTicket ticketId=6\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventTicket reached agent2 a second time after RequestPing of "
	    "agent1, with ticketId 6 instead of 5; the first was #2." },
	/* at a wrong time besides */
	{ DIAL TICKET PONG REVOKED,
	    "send RequestDial\nagent2 EventTicket ticketId=5\nat 100ms\n"
	    "agent2 EventB\nfence\n",
	    FINDING_TOO_EARLY,
	    "EventB reached agent2 too early: 100 ms from RequestDial of "
	    "agent1; the earliest is 1 s." },
	{ LATER TICKET PONG REVOKED,
	    "send RequestPing\nagent2 EventTicket ticketId=5\nat 100ms\n"
	    "agent2 EventB\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventB reached agent2 after RequestPing of agent1, but the "
	    "fixture expects it only after RequestPong of agent2 "
	    "(phase.xml:4)." },
	{ LATER "<optional within='1s' since='ping'>" TICKET
		"</optional>" PONG C3,
	    "send RequestPing\nat 2s\nelapse\nfence\nsend RequestPong\n"
	    "agent3 EventC\nat 3s\n"
	    "agent2 EventTicket ticketId=5\nfence\n",
	    FINDING_TOO_LATE,
	    "EventTicket reached agent2 too late: 3 s from RequestPing of "
	    "agent1; the latest is 1 s." },
	/* twice, though an absent forbids it, too; but not what is new */
	{ PING ACK "<absent within='1s'>" ACK "</absent>",
	    SENT "agent1 EventAck ref=1\nfence\n", FINDING_DUPLICATE,
	    "RequestPing of agent1 was acknowledged twice, as #2 and again as "
	    "#3." },
	{ LATER C3 PONG "<absent within='1s'>" C3 "</absent>",
	    "send RequestPing\nagent3 EventC\nsend RequestPong\n"
	    "agent3 EventC\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventC reached agent3 a second time after RequestPong of agent2, "
	    "which must not happen here (phase.xml:4); the first was #2, after "
	    "RequestPing of agent1." },
	/* which request of several */
	{ LATER TICKET AGAIN C3, "send RequestPing\nagent3 EventC\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventC reached agent3 after RequestPing of agent1, but the "
	    "fixture expects it only after another RequestPing of agent1 "
	    "(phase.xml:4)." },
	{ LATER TICKET AGAIN C3,
	    "send RequestPing\nagent2 EventTicket ticketId=5\n"
	    "send RequestPing\nagent1 EventD\nfence\n",
	    FINDING_UNEXPECTED,
	    "EventD reached agent1 after RequestPing of agent1 (#3), but "
	    "nothing in the fixture expects it there." },
};

START_TEST(says_what_is_one_too_many)
{
	struct rig r;
	rig_steps(&r, plays[_i].steps);
	rig_play(&r, plays[_i].script);
	rig_fails(&r, plays[_i].finding, plays[_i].sentence);
	rig_close(&r);
}
END_TEST

Suite *
surplus_suite(void)
{
	Suite *s = suite_create("surplus");
	TCase *t = tcase_create("surplus");
	tcase_add_loop_test(
	    t, says_what_is_one_too_many, 0, sizeof(plays) / sizeof(plays[0]));
	suite_add_tcase(s, t);
	return s;
}
