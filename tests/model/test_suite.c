/* SPDX-License-Identifier: Apache-2.0 */
#include "model/suite.h"

#include "model/party.h"
#include "tests/model/suites.h"
#include "wire/frame.h"

static struct fixture *
fixture_new(const char *phase, bool is_setup)
{
	struct fixture *f = mem_zalloc(sizeof(*f));
	f->phase = mem_strdup(phase);
	f->is_setup = is_setup;
	return f;
}

static struct suite *
suite_new(void)
{
	struct suite *s = mem_zalloc(sizeof(*s));
	struct reading r = { .name = mem_strdup("R4"),
		.title = mem_strdup("t"),
		.fallback = mem_strdup("allow") };
	vec_push(&r.values, mem_strdup("allow"));
	vec_push(&r.values, mem_strdup("forbid"));
	s->source = source_from_text("suite.xml", "", 0);
	s->name = mem_strdup("conference");
	s->title = mem_strdup("Conference");
	s->document = mem_strdup("a book");
	s->catalogue = catalogue_new();
	vec_push(&s->readings, r);
	suite_add(s, fixture_new("invited", false));
	suite_add(s, fixture_new("setup/log-in", true));
	return s;
}

START_TEST(phases_and_setups_are_found)
{
	struct suite *s = suite_new();
	ck_assert_ptr_eq(suite_find_phase(s, "invited"), s->fixtures.items[0]);
	ck_assert_ptr_eq(
	    suite_find_phase(s, "setup/log-in"), s->setups.items[0]);
	ck_assert_ptr_null(suite_find_phase(s, "log-in"));
	ck_assert_ptr_null(suite_find_phase(s, ""));
	suite_free(s);
	suite_free(NULL);
}
END_TEST

START_TEST(readings_are_found)
{
	struct suite *s = suite_new();
	ck_assert_str_eq(suite_find_reading(s, "R4")->fallback, "allow");
	ck_assert_ptr_null(suite_find_reading(s, "R"));
	suite_free(s);
}
END_TEST

START_TEST(a_party_name_says_its_role)
{
	enum party_role role = PARTY_MEDIA;
	ck_assert(party_role_of("agent", &role) && role == PARTY_AGENT);
	ck_assert(party_role_of("agent9", &role) && role == PARTY_AGENT);
	ck_assert(party_role_of("media", &role) && role == PARTY_MEDIA);
	ck_assert(party_role_of("router", &role) && role == PARTY_ROUTER);
	ck_assert(party_role_of("service", &role) && role == PARTY_SERVICE);
	ck_assert(party_role_of("proxy", &role) && role == PARTY_PROXY);
	ck_assert(party_role_of("reporting", &role) && role == PARTY_REPORTING);
	ck_assert(!party_role_of("agent10", &role));
	ck_assert(!party_role_of("agent0", &role));
	ck_assert(!party_role_of("Agent1", &role));
	ck_assert(!party_role_of("", &role));
	ck_assert_int_eq(role, PARTY_REPORTING);
}
END_TEST

START_TEST(every_party_name_has_a_role)
{
	unsigned count = 0;
	for (const char *const *name = party_names(); *name; name++) {
		enum party_role role;
		ck_assert(party_role_of(*name, &role));
		count++;
	}
	ck_assert_uint_eq(count, CAST_SIZE);
}
END_TEST

Suite *
suite_suite(void)
{
	Suite *s = suite_create("suite");
	TCase *t = tcase_create("suite");
	tcase_add_test(t, phases_and_setups_are_found);
	tcase_add_test(t, readings_are_found);
	tcase_add_test(t, a_party_name_says_its_role);
	tcase_add_test(t, every_party_name_has_a_role);
	suite_add_tcase(s, t);
	return s;
}
