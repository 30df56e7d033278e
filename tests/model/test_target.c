/* SPDX-License-Identifier: Apache-2.0 */
#include "model/target.h"

#include "tests/model/suites.h"

static struct named_text
text_new(const char *name, const char *text)
{
	return (struct named_text){ .name = mem_strdup(name),
		.text = text ? mem_strdup(text) : NULL };
}

static struct target *
target_new(void)
{
	struct target *t = mem_zalloc(sizeof(*t));
	struct pool_agent agent = { mem_strdup("a-1"), mem_strdup("p-1") };
	struct named_timer timer = { .name = mem_strdup("tolerance"), .ns = 5 };
	t->source = source_from_text("target.xml", "", 0);
	t->name = mem_strdup("lab");
	t->url = mem_strdup("http://lab/");
	t->ca_file = mem_strdup("ca.pem");
	t->proxy = mem_strdup("http://proxy/");
	t->secret_environment = mem_strdup("IX_TOKEN");
	vec_push(&t->agents, agent);
	vec_push(&t->queues, mem_strdup("q"));
	vec_push(&t->workbins, mem_strdup("w"));
	vec_push(&t->timers, timer);
	vec_push(&t->readings, text_new("R4", "forbid"));
	vec_push(&t->background, text_new("EventNoise", NULL));
	vec_push(&t->values, text_new("tenantId", "101"));
	struct substitute mine = { .phase = mem_strdup("setup/log-in"),
		.path = mem_strdup("mine.xml") };
	vec_push(&t->substitutes, mine);
	return t;
}

START_TEST(what_it_says_is_found)
{
	struct target *t = target_new();
	int64_t ns = 0;
	ck_assert(target_timer(t, "tolerance", &ns));
	ck_assert_int_eq(ns, 5);
	ck_assert_str_eq(target_reading(t, "R4"), "forbid");
	ck_assert_str_eq(target_value(t, "tenantId"), "101");
	target_free(t);
}
END_TEST

START_TEST(what_it_does_not_say_is_not)
{
	struct target *t = target_new();
	int64_t ns = 42;
	ck_assert(!target_timer(t, "R4", &ns));
	ck_assert_int_eq(ns, 42);
	ck_assert_ptr_null(target_reading(t, "tenantId"));
	ck_assert_ptr_null(target_value(t, "R4"));
	ck_assert_ptr_null(target_value(t, ""));
	target_free(t);
	target_free(NULL);
}
END_TEST

Suite *
target_suite(void)
{
	Suite *s = suite_create("target");
	TCase *t = tcase_create("target");
	tcase_add_test(t, what_it_says_is_found);
	tcase_add_test(t, what_it_does_not_say_is_not);
	suite_add_tcase(s, t);
	return s;
}
