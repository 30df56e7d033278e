/* SPDX-License-Identifier: Apache-2.0 */
#include "core/source_file.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

#include <string.h>

struct loaded {
	struct diag diag;
	struct suite *suite;
	const struct step *body; /* of the tested case */
};

static void
load_steps(struct loaded *l, const char *steps)
{
	char *text = fixture_text(steps);
	diag_init(&l->diag);
	l->suite = host_with_text(text, &l->diag);
	assert_silent(&l->diag);
	l->body = suite_find_phase(l->suite, "tested")->cases.items[0]->body;
	free(text);
}

static void
unload(struct loaded *l)
{
	suite_free(l->suite);
	diag_free(&l->diag);
}

START_TEST(the_protocol_defaults_to_the_only_or_the_partys)
{
	struct loaded l;
	load_steps(&l,
	    "<receive at='agent1' message='EventPartyAdded'/>"
	    "<receive at='reporting' message='EventPartyAdded'/>"
	    "<send id='s' from='reporting' message='RequestAgentLogin'/>"
	    "<receive at='reporting' message='EventAck' answers='s'/>");
	ck_assert_str_eq(
	    l.body->children.items[0]->protocol, "InteractionManagement");
	ck_assert_str_eq(l.body->children.items[1]->protocol, "Reporting");
	ck_assert_str_eq(
	    l.body->children.items[3]->protocol, "InteractionManagement");
	unload(&l);
}
END_TEST

START_TEST(times_are_sums)
{
	struct loaded l;
	load_steps(&l,
	    "<receive at='agent1' message='EventInvite' since='invite' "
	    "within='{invitation-timeout} + {tolerance}-150ms' "
	    "not-before='1.5s'/>");
	const struct window *w = &l.body->children.items[0]->window;
	ck_assert_uint_eq(w->within->terms.count, 3);
	ck_assert_str_eq(w->within->terms.items[0].timer, "invitation-timeout");
	ck_assert_str_eq(w->within->terms.items[1].timer, "tolerance");
	ck_assert(!w->within->terms.items[1].negative);
	ck_assert(w->within->terms.items[2].negative);
	ck_assert_int_eq(w->within->terms.items[2].ns, 150000000);
	ck_assert_int_eq(w->not_before->terms.items[0].ns, 1500000000);
	ck_assert_str_eq(w->since, "invite");
	unload(&l);
}
END_TEST

START_TEST(what_is_sent_has_the_catalogues_type)
{
	struct loaded l;
	load_steps(&l,
	    "<send from='agent1' message='RequestAgentLogin' answer='later'>"
	    "<attribute name='tenantId' value='7'/>"
	    "<attribute name='mediaList.{tenantId}' value='1' "
	    "type='integer'/>"
	    "<attribute name='agentId' value=''/>"
	    "<attribute name='unlisted' value='7'/></send>"
	    "<receive at='agent1' message='EventInvite'/>");
	const struct step *s = l.body->children.items[0];
	ck_assert(s->answered_later);
	ck_assert_int_eq(s->attributes.items[0].type, ATTRIBUTE_INTEGER);
	ck_assert_int_eq(s->attributes.items[1].type, ATTRIBUTE_INTEGER);
	ck_assert_int_eq(s->attributes.items[2].type, ATTRIBUTE_STRING);
	ck_assert_str_eq(s->attributes.items[2].text, "");
	ck_assert_int_eq(s->attributes.items[3].type, ATTRIBUTE_ANY);
	unload(&l);
}
END_TEST

START_TEST(expectations)
{
	struct loaded l;
	load_steps(&l,
	    "<receive id='r' at='agent1' message='EventInvite'>"
	    "<attribute name='a' value='x' capture='c'/>"
	    "<attribute name='b' matches='x{{2}}'/>"
	    "<attribute name='c' type='list'/>"
	    "<attribute name='d' present='yes'/>"
	    "<attribute name='e' missing='yes'/>"
	    "<attribute name='f' capture='g'/></receive>");
	static const enum test_kind kinds[] = { TEST_VALUE, TEST_MATCHES,
		TEST_TYPE, TEST_PRESENT, TEST_MISSING, TEST_ANY };
	const struct step *s = l.body->children.items[0];
	ck_assert_str_eq(s->id, "r");
	for (size_t i = 0; i < 6; i++)
		ck_assert_int_eq(s->attributes.items[i].kind, kinds[i]);
	ck_assert_str_eq(s->attributes.items[0].capture, "c");
	ck_assert_int_eq(s->attributes.items[2].type, ATTRIBUTE_LIST);
	ck_assert_str_eq(s->attributes.items[5].capture, "g");
	unload(&l);
}
END_TEST

START_TEST(blocks_and_conditions)
{
	struct loaded l;
	load_steps(&l,
	    "<choice><strict when='R4=allow|forbid'>"
	    "<receive at='agent1' message='EventInvite'/></strict>"
	    "<repeat min='1' max='3'>"
	    "<receive at='agent2' message='EventInvite'/></repeat></choice>");
	const struct step *choice = l.body->children.items[0];
	ck_assert_int_eq(choice->kind, STEP_CHOICE);
	const struct step *strict = choice->children.items[0];
	ck_assert_str_eq(strict->when->reading, "R4");
	ck_assert_uint_eq(strict->when->values.count, 2);
	ck_assert_str_eq(strict->when->values.items[1], "forbid");
	const struct step *repeat = choice->children.items[1];
	ck_assert_uint_eq(repeat->min, 1);
	ck_assert_uint_eq(repeat->max, 3);
	unload(&l);
}
END_TEST

/*
 * Whatever a file contains, it is reported or loaded; nothing breaks or leaks.
 */
START_TEST(damaged_files_do_no_harm)
{
	static const char damage[] = { '<', '"', '{', '-', 'x' };
	char *path = top_path("tests/bad/host/invited.xml");
	struct diag diag;
	diag_init(&diag);
	struct source *source = source_read(path, SOURCE_MAX_BYTES, &diag);
	ck_assert_ptr_nonnull(source);
	for (size_t i = (size_t)_i; i < source->size; i += 29) {
		char *text = mem_strndup(source->text, source->size);
		text[i] = damage[i % sizeof(damage)];
		struct suite *s = host_with_text(text, &diag);
		ck_assert(s || diag.error_count);
		suite_free(s);
		free(text);
		diag_free(&diag);
	}
	source_unref(source);
	free(path);
}
END_TEST

Suite *
fixture_suite(void)
{
	Suite *s = suite_create("fixture");
	TCase *t = tcase_create("fixture");
	tcase_add_test(t, the_protocol_defaults_to_the_only_or_the_partys);
	tcase_add_test(t, times_are_sums);
	tcase_add_test(t, what_is_sent_has_the_catalogues_type);
	tcase_add_test(t, expectations);
	tcase_add_test(t, blocks_and_conditions);
	tcase_add_loop_test(t, damaged_files_do_no_harm, 0, 4);
	suite_add_tcase(s, t);
	return s;
}
