/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/golden.h"
#include "tests/reports/suites.h"

#include "core/escape.h"
#include "model/party.h"
#include "reports/ladder.h"
#include "wire/frame.h"

#include <string.h>

#define MAX_BYTES ((size_t)1 << 20)

static void
add(struct ladder *l, const char *party, const char *protocol,
    const char *message, const char *note)
{
	ladder_add(l,
	    &(struct ladder_arrow){ .party = party,
		.direction = strncmp(message, "Request", 7) == 0
		    ? LADDER_TO_SERVER
		    : LADDER_FROM_SERVER,
		.protocol = protocol,
		.message = message,
		.note = note });
}

static void
add_stop(struct ladder *l)
{
	ladder_add(l,
	    &(struct ladder_arrow){ .party = "agent2",
		.direction = LADDER_NO_MESSAGE,
		.message = "disconnects" });
	ladder_add(l,
	    &(struct ladder_arrow){ .party = "agent1",
		.direction = LADDER_FROM_SERVER,
		.forbidden = true,
		.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
		.message = "EventPartyAdded" });
}

static struct ladder *
a_phase(void)
{
	struct ladder *l = ladder_new();
	add(l, "agent1", PROTOCOL_INTERACTION_MANAGEMENT, "RequestConference",
	    "(conference)");
	ladder_open(l, "all, in any order, within 2s");
	add(l, "reporting", PROTOCOL_REPORTING, "EventAgentInvited", NULL);
	ladder_open(l,
	    "a title that is so long that it needs more than the one line that "
	    "eighty columns give it");
	add(l, "agent2", PROTOCOL_INTERACTION_MANAGEMENT, "EventInvite",
	    "answers a-request-with-a-long-name, not before this and within "
	    "that");
	ladder_divide(l, "or");
	add_stop(l);
	ladder_close(l);
	ladder_close(l);
	add(l, "agent1", "Gossip", "EventError", "");
	return l;
}

/* Compares, and looks at the width; frees the ladder. */
static void
check(struct ladder *l, unsigned width, bool ascii, const char *name)
{
	struct buf b;
	buf_init(&b, MAX_BYTES);
	ladder_print(l, width, ascii, &b);
	golden_check(name, buf_text(&b), b.size);
	char *rest = b.bytes;
	for (char *line; (line = strtok_r(rest, "\n", &rest));)
		ck_assert_msg(utf8_length(line) <= width, "too wide: %s", line);
	buf_free(&b);
	ladder_free(l);
}

START_TEST(blocks_are_frames_and_protocols_lines)
{
	check(a_phase(), 80, false, "reports/ladder-blocks.txt");
	check(a_phase(), 80, true, "reports/ladder-ascii.txt");
	check(a_phase(), 60, false, "reports/ladder-narrow.txt");
}
END_TEST

START_TEST(all_parties_have_room)
{
	struct ladder *l = ladder_new();
	for (const char *const *name = party_names(); *name; name++)
		add(l, *name, PROTOCOL_INTERACTION_MANAGEMENT,
		    "RequestRegisterClient", *name);
	check(l, 80, false, "reports/ladder-parties.txt");
}
END_TEST

START_TEST(what_the_server_says_is_harmless_and_short)
{
	struct ladder *l = ladder_new();
	char longest[300];
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	add(l, "agent1", "\x1b[31m", "Event\x1b[31m\n\xff", "\x1b]0;note\a");
	add(l, "agent1", PROTOCOL_REPORTING, longest, longest);
	for (int i = 0; i < 8; i++)
		ladder_open(l, "deep");
	for (int i = 0; i < 8; i++)
		ladder_close(l);
	check(l, 80, true, "reports/ladder-hostile.txt");
}
END_TEST

START_TEST(a_server_without_end_is_cut)
{
	struct ladder *l = ladder_new();
	struct buf b;
	for (int i = 0; i < LADDER_ITEMS_MAX + 7; i++)
		add(l, "media", PROTOCOL_REPORTING, "EventAgain", NULL);
	buf_init(&b, MAX_BYTES);
	ladder_print(l, 80, true, &b);
	ck_assert_ptr_nonnull(strstr(buf_text(&b), "\nand 7 more\n"));
	buf_free(&b);
	ladder_free(l);
}
END_TEST

static struct ladder_arrow
an_event(unsigned number, const char *party, const char *message)
{
	return (struct ladder_arrow){ .party = party,
		.direction = LADDER_FROM_SERVER,
		.number = number,
		.protocol = PROTOCOL_REPORTING,
		.message = message };
}

/* One that came and, after it, one that did not; both with a note. */
static void
mark_all(struct ladder *l)
{
	struct ladder_arrow ghost = an_event(0, "agent1", "EventGhost");
	ghost.is_ghost = true;
	ghost.mark = "missing";
	ladder_insert(l, 2, &ghost);
	ladder_remark(l, 2,
	    "A sentence about it that is so long that it does not fit into one "
	    "line \x1b[31m of the diagram.");
	ghost.protocol = PROTOCOL_INTERACTION_MANAGEMENT;
	ladder_insert(l, 0, &ghost);
	ladder_remark(l, 99, "Of nothing that is drawn.");
	ladder_mark(l, 3, "wrong\x1b party");
	ladder_mark(l, 3, "wrong party");
	ladder_mark(l, 99, "no such line");
}

START_TEST(findings_are_marked_where_they_are)
{
	static const char *const files[] = { "reports/ladder-marks.txt",
		"reports/ladder-marks-ascii.txt" };
	for (int ascii = 0; ascii < 2; ascii++) {
		struct ladder *l = ladder_new();
		for (unsigned i = 1; i <= 3; i++)
			ladder_add(l,
			    &(struct ladder_arrow){ .party = "media",
				.direction = LADDER_FROM_SERVER,
				.number = i,
				.protocol = PROTOCOL_REPORTING,
				.message = "EventAgain",
				.note = "a note" });
		mark_all(l);
		check(l, 80, ascii, files[ascii]);
	}
}
END_TEST

/* #1 and #2 of media, #3 and #4 of agent1, #5 to #7 of agent2. */
static struct ladder *
three_exchanges(void)
{
	static const char *const parties[] = { "media", "agent1", "agent2" };
	struct ladder *l = ladder_new();
	for (unsigned i = 0; i < 7; i++) {
		bool up = i % 2 == 0 && i < 6;
		ladder_add(l,
		    &(struct ladder_arrow){ .party = parties[i < 6 ? i / 2 : 2],
			.direction = up ? LADDER_TO_SERVER : LADDER_FROM_SERVER,
			.number = i + 1,
			.protocol = PROTOCOL_INTERACTION_MANAGEMENT,
			.message = up ? "RequestPing" : "EventAck" });
	}
	return l;
}

/* Folded before what leads to that message. */
static void
check_fold(unsigned number, const char *fold, unsigned lines)
{
	struct ladder *l = three_exchanges();
	struct buf b;
	unsigned count = 0;
	buf_init(&b, MAX_BYTES);
	ladder_fold(l, number, "what came before");
	ladder_explain(l, "late: not yet");
	ladder_print(l, 80, true, &b);
	if (fold)
		ck_assert_msg(
		    strstr(buf_text(&b), fold) != NULL, "%s", buf_text(&b));
	else
		ck_assert_ptr_null(strstr(buf_text(&b), "(#"));
	ck_assert_ptr_nonnull(strstr(buf_text(&b), "\nlate: not yet\n"));
	for (const char *c = buf_text(&b); *c; c++)
		count += *c == '\n';
	ck_assert_msg(count == lines, "%u: %s", number, buf_text(&b));
	buf_free(&b);
	ladder_free(l);
}

/* Lines: the names, the messages, the protocols, what a word means. */
START_TEST(what_came_before_is_one_line)
{
	check_fold(7, "\n(#1 to #4: what came before)\n", 7);
	check_fold(5, "\n(#1 to #4: what came before)\n", 7);
	check_fold(4, NULL, 10);
	check_fold(1, NULL, 10);
	check_fold(99, NULL, 10);
}
END_TEST

START_TEST(nothing_is_drawn_of_nothing)
{
	struct ladder *l = ladder_new();
	struct buf b;
	buf_init(&b, MAX_BYTES);
	ladder_print(l, 80, false, &b);
	ck_assert_uint_eq(b.size, 0);
	buf_free(&b);
	ladder_free(l);
	ladder_free(NULL);
}
END_TEST

Suite *
ladder_suite(void)
{
	Suite *s = suite_create("ladder");
	TCase *tc = tcase_create("ladder");
	tcase_add_test(tc, blocks_are_frames_and_protocols_lines);
	tcase_add_test(tc, all_parties_have_room);
	tcase_add_test(tc, what_the_server_says_is_harmless_and_short);
	tcase_add_test(tc, a_server_without_end_is_cut);
	tcase_add_test(tc, findings_are_marked_where_they_are);
	tcase_add_test(tc, what_came_before_is_one_line);
	tcase_add_test(tc, nothing_is_drawn_of_nothing);
	suite_add_tcase(s, tc);
	return s;
}
