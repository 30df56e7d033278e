/* SPDX-License-Identifier: Apache-2.0 */
#include "model/step_copy.h"

#include "tests/model/suites.h"
#include "wire/message.h"

static struct fixture_case *
case_new(struct fixture *f, const char *name)
{
	struct place nowhere = { 0 };
	struct fixture_case *c = mem_zalloc(sizeof(*c));
	c->fixture = f;
	c->name = mem_strdup(name);
	c->body = step_new(STEP_SEQ, &nowhere);
	vec_push(&f->cases, c);
	return c;
}

static void
fill_step(struct step *s)
{
	struct attribute_test test = { .path = message_path_text("ticketId"),
		.text = mem_strdup("7"),
		.capture = mem_strdup("ticket") };
	struct time_term term = { .timer = mem_strdup("tolerance") };
	vec_push(&s->attributes, test);
	struct time_sum *within = mem_zalloc(sizeof(*within));
	within->given = true;
	vec_push(&within->terms, term);
	within->text = mem_strdup("{tolerance}");
	s->window.within = within;
	s->window.since = mem_strdup("go");
	struct condition *when = mem_zalloc(sizeof(*when));
	when->reading = mem_strdup("R1");
	vec_push(&when->values, mem_strdup("late"));
	s->when = when;
	s->id = mem_strdup("invite");
	s->party = mem_strdup("agent1");
	s->message = mem_strdup("EventInvite");
	s->protocol = mem_strdup("InteractionManagement");
	s->answers = mem_strdup("go");
}

static void
fill_case(struct fixture_case *c)
{
	struct place nowhere = { 0 };
	struct requirement must = { .id = mem_strdup("T-1"),
		.level = mem_strdup("must"),
		.text = mem_strdup("text") };
	struct preamble after = { .phase = mem_strdup("setup/log-in"),
		.case_name = mem_strdup("one") };
	struct party_binding binding = { mem_strdup("agent"),
		mem_strdup("agent2") };
	vec_push(&c->requirements, must);
	vec_push(&after.bindings, binding);
	vec_push(&c->preambles, after);
	struct step *all = step_new(STEP_ALL, &nowhere);
	struct step *receive = step_new(STEP_RECEIVE, &nowhere);
	fill_step(receive);
	vec_push(&all->children, receive);
	vec_push(&c->body->children, all);
}

/* The sanitizer says whether anything of it is left. */
START_TEST(everything_is_released)
{
	struct fixture *f = mem_zalloc(sizeof(*f));
	struct documented_message row = { .name = mem_strdup("EventInvite"),
		.protocol = mem_strdup("InteractionManagement") };
	f->source = source_from_text("a.xml", "<fixture/>", 10);
	f->phase = mem_strdup("invited");
	f->section = mem_strdup("1.2");
	f->title = mem_strdup("Invited");
	vec_push(&f->documented, row);
	fill_case(case_new(f, "one"));
	fill_case(case_new(f, "two"));
	fixture_free(f);
	fixture_free(NULL);
	step_free(NULL);
}
END_TEST

START_TEST(a_case_is_found_by_name)
{
	struct fixture *f = mem_zalloc(sizeof(*f));
	ck_assert_ptr_null(fixture_find_case(f, "one"));
	struct fixture_case *one = case_new(f, "one");
	struct fixture_case *two = case_new(f, "two");
	ck_assert_ptr_eq(fixture_find_case(f, "one"), one);
	ck_assert_ptr_eq(fixture_find_case(f, "two"), two);
	ck_assert_ptr_null(fixture_find_case(f, "tw"));
	fixture_free(f);
}
END_TEST

START_TEST(a_step_knows_its_kind_and_place)
{
	struct place at = { .line = 3, .column = 5, .length = 4 };
	struct step *s = step_new(STEP_ABSENT, &at);
	ck_assert_int_eq(s->kind, STEP_ABSENT);
	ck_assert_uint_eq(s->at.line, 3);
	ck_assert_uint_eq(s->children.count, 0);
	ck_assert(!s->window.within->given);
	step_free(s);
}
END_TEST

START_TEST(kinds_are_named_as_the_elements)
{
	static const char *const names[] = { "send", "disconnect", "receive",
		"closed", "due", "seq", "strict", "all", "choice", "optional",
		"repeat", "while", "absent", "play", "probe" };
	for (int i = STEP_SEND; i <= STEP_PROBE; i++)
		ck_assert_str_eq(step_kind_name((enum step_kind)i), names[i]);
}
END_TEST

/* Also when one is the copy of another. */
START_TEST(a_copy_has_other_parties_and_all_else)
{
	struct step *play = step_new(STEP_PLAY, &(struct place){ 0 });
	struct step *s = step_new(STEP_RECEIVE, &(struct place){ .line = 7 });
	struct attribute_test of_party = {
		.path = message_path_text("of.{agent2.agentId}"),
		.text = mem_strdup("{{{agent2.placeId}}}, {agent2}, {x.agent2}")
	};
	struct cast cast = cast_of_everybody();
	cast.actual[2] = 4; /* agent2 is agent4 */
	fill_step(s);
	free((char *)s->party);
	s->party = mem_strdup("agent2");
	vec_push(&s->attributes, of_party);
	struct step *copy = step_copy(s, &cast, play);
	ck_assert_uint_eq(copy->at.line, 7);
	ck_assert_str_eq(copy->party, "agent4");
	ck_assert_str_eq(copy->answers, "go");
	ck_assert_str_eq(
	    copy->window.within->terms.items[0].timer, "tolerance");
	ck_assert_str_eq(copy->when->values.items[0], "late");
	ck_assert_str_eq(copy->attributes.items[0].capture, "ticket");
	ck_assert_str_eq(copy->attributes.items[1].path, "of.{agent4.agentId}");
	ck_assert_str_eq(copy->attributes.items[1].text,
	    "{{{agent4.placeId}}}, {agent2}, {x.agent2}");
	ck_assert_ptr_eq(copy->play, play);
	step_free(copy);
	ck_assert_str_eq(s->party, "agent2");
	ck_assert_str_eq(s->attributes.items[1].path, "of.{agent2.agentId}");
	step_free(s);
	step_free(play);
}
END_TEST

START_TEST(a_play_in_a_play_is_by_the_parties_of_both)
{
	struct step *play = step_new(STEP_PLAY, &(struct place){ 0 });
	struct step *inner = step_new(STEP_PLAY, &(struct place){ 0 });
	struct step *s = step_new(STEP_RECEIVE, &(struct place){ 0 });
	struct cast cast = cast_of_everybody();
	inner->played = mem_zalloc(sizeof(*inner->played));
	inner->played->phase = mem_strdup("invited");
	inner->cast = cast_of_everybody();
	inner->cast.actual[1] = 2; /* agent1 is agent2 */
	cast.actual[2] = 3;        /* and agent2 is agent3 */
	s->play = inner;
	vec_push(&inner->children, s);
	struct step *copy = step_copy(inner, &cast, play);
	ck_assert_int_eq(copy->cast.actual[1], 3);
	ck_assert_str_eq(copy->played->phase, "invited");
	ck_assert_ptr_eq(copy->play, play);
	ck_assert_ptr_eq(copy->children.items[0]->play, copy);
	step_free(copy);
	step_free(inner);
	step_free(play);
}
END_TEST

Suite *
fixture_suite(void)
{
	Suite *s = suite_create("fixture");
	TCase *t = tcase_create("fixture");
	tcase_add_test(t, everything_is_released);
	tcase_add_test(t, a_case_is_found_by_name);
	tcase_add_test(t, a_step_knows_its_kind_and_place);
	tcase_add_test(t, kinds_are_named_as_the_elements);
	tcase_add_test(t, a_copy_has_other_parties_and_all_else);
	tcase_add_test(t, a_play_in_a_play_is_by_the_parties_of_both);
	suite_add_tcase(s, t);
	return s;
}
