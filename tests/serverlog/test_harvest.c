/* SPDX-License-Identifier: Apache-2.0 */
/* What is picked from a log, and what was known of agents then. */
#include "serverlog/harvest/harvest.h"
#include "tests/serverlog/log_file.h"
#include "tests/serverlog/suites.h"

#include "core/buf.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define AT "2026-11-30T04:05:"
#define ITX(id) "\tattr_itx_id [str] = \"" id "\"\n"
#define REF(id) "\tattr_ref_id [int] = " id "\n"
#define WHO(id) "\tattr_agent_id [str] = \"" id "\"\n"

static const char text[] =
    AT "01.000 Trc 26015 Received message 'RequestAgentLogin' (1) from client "
       "'desk2'\n" REF("1") WHO("ann2") AT
    "01.001 Trc 26016 Sending message 'EventAck' (1) to client 'desk2'\n" REF(
	"1") AT "01.002 Trc 26019 message 'event_party_added' (1)\n" ITX("A")
	WHO("ann1") AT
    "01.002 Trc 26022 to client 'stat - Reporting'\n" AT
    "02.000 Trc 26015 Received message 'RequestPull' (1) from client "
    "'desk1'\n" REF("41") AT
    "02.000 Trc 26016 Sending message 'EventAck' (1) to client 'desk1'\n" REF(
	"41") AT
    "06.700 Trc 26015 Received message 'RequestConference' (1) from client "
    "'desk1'\n" REF("41") ITX("A") WHO("ann2") AT
    "06.701 Std 23023 Failed request 'RequestConference' from client ID "
    "`3:desk1` reference id: 41\n" AT
    "06.701 Trc 26016 Sending message 'EventError' (1) to client 'desk1'\n" REF(
	"41") AT
    "06.702 Trc 26016 Sending message 'EventX' (1) to client 'desk2'\n" ITX("B")
	AT
    "06.703 Trc 26016 Sending message 'EventX' (1) to client 'desk3'\n" ITX(
	"A");

struct picking {
	struct vocabulary vocabulary;
	struct diag diag;
	struct reader *reader;
	struct harvest *harvest;
	char *path;
};

static struct episode *const *
pick(struct picking *p, const char *log, const struct harvest_choice *choice,
    unsigned *ret_count)
{
	diag_init(&p->diag);
	p->path = log_file_new(log, strlen(log));
	const char *const paths[] = { p->path };
	p->reader = reader_new(paths, 1, &p->vocabulary, &p->diag);
	ck_assert_ptr_nonnull(p->reader);
	p->harvest = harvest_new(p->reader, choice);
	struct log_listener listener = harvest_listener(p->harvest);
	ck_assert(reader_run(p->reader, &listener));
	return harvest_episodes(p->harvest, ret_count);
}

static void
drop(struct picking *p)
{
	harvest_free(p->harvest);
	reader_free(p->reader);
	vocabulary_free(&p->vocabulary);
	diag_free(&p->diag);
	log_file_remove(p->path);
}

static const char *const beginnings[] = { "RequestConference", NULL };

START_TEST(an_episode_has_what_is_about_its_interaction)
{
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings };
	unsigned count;
	struct episode *const *all = pick(&p, text, &choice, &count);
	ck_assert_uint_eq(count, 1);
	const struct episode *e = all[0];
	ck_assert_str_eq(e->interaction, "A");
	ck_assert_uint_eq(e->facts.count, 3);
	const struct episode_fact *f = e->facts.items;
	ck_assert_str_eq(message_name(f[0].message), "RequestConference");
	ck_assert(f[0].begins);
	ck_assert_int_eq(f[0].invited.is_logged_in, KNOWN_YES);
	ck_assert_int_eq(f[0].invited.handles, KNOWN_NOT);
	ck_assert_int_eq(f[0].sender.is_logged_in, KNOWN_NOT);
	ck_assert_str_eq(message_name(f[1].message), "EventError");
	ck_assert(strncmp(f[1].reason, "23023 Failed request", 20) == 0);
	ck_assert_str_eq(message_name(f[2].message), "EventX");
	drop(&p);
}
END_TEST

START_TEST(what_the_log_shows_is_known)
{
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings };
	unsigned count;
	pick(&p, text, &choice, &count);
	ck_assert(harvest_shows(p.harvest, false, "agentId"));
	ck_assert(harvest_shows(p.harvest, true, "interaction"));
	ck_assert(harvest_shows(p.harvest, true, "interaction.interactionId"));
	ck_assert(!harvest_shows(p.harvest, true, "ticketId"));
	ck_assert(!harvest_shows(p.harvest, true, "interactionId"));
	drop(&p);
}
END_TEST

START_TEST(only_what_was_asked_for)
{
	static const char *const other[] = { "B" };
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings,
		.interactions = other,
		.interaction_count = 1 };
	unsigned count;
	pick(&p, text, &choice, &count);
	ck_assert_uint_eq(count, 0);
	drop(&p);
}
END_TEST

START_TEST(who_handles_an_interaction_is_known)
{
	static const char log[] =
	    AT "01.000 Trc 26015 Received message 'RequestAgentLogin' (1) from "
	       "client 'desk1'\n" REF("1") WHO("ann1") AT
	    "01.002 Trc 26016 Sending message 'EventPartyAdded' (1) to "
	    "client 'x'\n" ITX("A") WHO("ann1") AT
	    "01.003 Trc 26016 Sending message 'EventPartyAdded' (1) to "
	    "client 'x'\n" ITX("A") WHO("ann2") AT
	    "01.004 Trc 26016 Sending message 'EventPartyRemoved' (1) to "
	    "client 'x'\n" ITX("A") WHO("ann2") AT
	    "06.700 Trc 26015 Received message 'RequestConference' (1) from "
	    "client 'desk1'\n" REF("41") ITX("A") WHO("ann2");
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings };
	unsigned count;
	struct episode *const *all = pick(&p, log, &choice, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(all[0]->facts.items[0].sender.handles, KNOWN_YES);
	ck_assert_int_eq(all[0]->facts.items[0].invited.handles, KNOWN_NO);
	drop(&p);
}
END_TEST

/* A request with a value of that size, again and again. */
static char *
repeat_request(unsigned times, unsigned size)
{
	struct buf log;
	buf_init(&log, (size_t)80 << 20);
	for (unsigned i = 0; i < times; i++)
		buf_printf(&log,
		    AT "01.000 Trc 26015 Received message 'RequestConference' "
		       "(1) from client 'd'\n" ITX("A")
			   REF("%u") "\tattr_reason_desc [str] = \"%0*u\"\n",
		    i, (int)size, i);
	char *all = mem_strdup(buf_text(&log));
	buf_free(&log);
	return all;
}

START_TEST(large_messages_are_kept_up_to_a_limit)
{
	enum { SIZE = 60000, FIT = HARVEST_MAX_BYTES / SIZE };
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings };
	char *log = repeat_request(FIT + 10, SIZE);
	unsigned count;
	struct episode *const *all = pick(&p, log, &choice, &count);
	free(log);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_le(all[0]->facts.count, FIT);
	ck_assert_uint_gt(all[0]->facts.count, FIT / 10 * 9);
	ck_assert_ptr_nonnull(strstr(all[0]->cut, "--interaction"));
	drop(&p);
}
END_TEST

/* --- what is let go --- */

enum {
	ROUND_FACTS = 12,
	ROUND_FACT_SIZE = 60000,
	/* As many as would take half as much again as there is room for. */
	ROUNDS = HARVEST_MAX_BYTES / (ROUND_FACTS * ROUND_FACT_SIZE) * 3 / 2
};

/* Interactions 0, 1, 2, ..., two minutes one after the other; then 0 again. */
static char *
many_rounds(void)
{
	struct buf log;
	buf_init(&log, (size_t)80 << 20);
	for (unsigned i = 0; i < ROUNDS * ROUND_FACTS; i++) {
		unsigned number = i / ROUND_FACTS;
		buf_printf(&log,
		    "2026-11-30T%02u:%02u:01.000 Trc 26015 Received message "
		    "'%s' (1) from client 'd%u'\n\tattr_itx_id [str] = \"%u\"\n" REF(
			"%u") "\tattr_reason_desc [str] = \"%0*u\"\n",
		    number / 30, number % 30 * 2,
		    i % ROUND_FACTS ? "RequestAccept" : "RequestConference",
		    number, number, i, (int)ROUND_FACT_SIZE, i);
	}
	buf_add_text(&log,
	    "2026-11-30T23:00:00.000 Trc 26015 Received message "
	    "'RequestAccept' (1) from client 'd'\n" ITX("0") REF("7"));
	char *all = mem_strdup(buf_text(&log));
	buf_free(&log);
	return all;
}

struct taking {
	unsigned count;
};

static void
take(void *context, const struct episode *e)
{
	struct taking *t = context;
	ck_assert_uint_eq((unsigned)atoi(e->interaction), t->count);
	ck_assert_uint_eq(e->facts.count, ROUND_FACTS);
	ck_assert_ptr_null(e->cut);
	t->count++;
}

static bool
matters(void *context, const char *request)
{
	(void)context;
	return strcmp(request, "RequestAccept") == 0;
}

/* There is always room for what is under way. */
START_TEST(what_was_silent_for_long_is_let_go)
{
	struct picking p = { .reader = NULL };
	struct taking t = { .count = 0 };
	struct harvest_choice choice = { .beginnings = beginnings,
		.context = &t,
		.take = take,
		.matters = matters,
		.silence_ms = 60000 };
	char *log = many_rounds();
	unsigned count;
	pick(&p, log, &choice, &count);
	free(log);
	ck_assert_uint_gt(t.count, ROUNDS / 2);
	ck_assert_uint_eq(count, ROUNDS - t.count);
	ck_assert_uint_eq(harvest_late(p.harvest)->count, 1);
	harvest_finish(p.harvest);
	ck_assert_uint_eq(t.count, ROUNDS);
	ck_assert_uint_eq(harvest_count(p.harvest), ROUNDS);
	drop(&p);
}
END_TEST

START_TEST(a_lost_connection_is_of_who_takes_part)
{
	static const char log[] =
	    AT "06.700 Trc 26015 Received message 'RequestConference' (1) from "
	       "client 'desk1'\n" REF("41") ITX("A") WHO("ann2") AT
	    "06.701 Trc 26016 Sending message 'EventX' (1) to client "
	    "'desk2'\n" ITX("A") AT "07.000 Std 04524 Client 'desk3' gone\n" AT
				    "07.100 Std 04524 Client 'desk2' gone\n" AT
				    "07.200 Std 04524 Client 'desk2' gone\n" AT
				    "07.300 Std 22017 Closing client 'desk1'\n";
	struct picking p = { .reader = NULL };
	struct harvest_choice choice = { .beginnings = beginnings };
	unsigned count;
	struct episode *const *all = pick(&p, log, &choice, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(all[0]->facts.count, 4);
	const struct episode_fact *f = &all[0]->facts.items[2];
	ck_assert_ptr_null(f[0].message);
	ck_assert(f[0].is_to_server);
	ck_assert_uint_eq(f[0].client, all[0]->facts.items[1].client);
	ck_assert_ptr_null(f[1].message);
	ck_assert(!f[1].is_to_server);
	drop(&p);
}
END_TEST

Suite *
harvest_suite(void)
{
	Suite *s = suite_create("harvest");
	TCase *t = tcase_create("harvest");
	tcase_add_test(t, an_episode_has_what_is_about_its_interaction);
	tcase_add_test(t, what_the_log_shows_is_known);
	tcase_add_test(t, only_what_was_asked_for);
	tcase_add_test(t, who_handles_an_interaction_is_known);
	tcase_add_test(t, large_messages_are_kept_up_to_a_limit);
	tcase_add_test(t, what_was_silent_for_long_is_let_go);
	tcase_add_test(t, a_lost_connection_is_of_who_takes_part);
	suite_add_tcase(s, t);
	return s;
}
