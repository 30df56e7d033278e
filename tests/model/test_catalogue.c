/* SPDX-License-Identifier: Apache-2.0 */
#include "model/catalogue.h"

#include "tests/model/suites.h"

static struct message_spec *
spec_new(const char *name)
{
	struct message_spec *m = mem_zalloc(sizeof(*m));
	m->name = mem_strdup(name);
	m->protocols[m->protocol_count++] = mem_strdup("Reporting");
	return m;
}

START_TEST(an_empty_one_knows_nothing)
{
	struct catalogue *c = catalogue_new();
	ck_assert_ptr_null(catalogue_find(c, "EventAck"));
	ck_assert_ptr_null(catalogue_find(c, ""));
	catalogue_free(c);
	catalogue_free(NULL);
}
END_TEST

START_TEST(a_name_is_there_once)
{
	struct catalogue *c = catalogue_new();
	struct message_spec *twin = spec_new("EventAck");
	ck_assert(catalogue_add(c, spec_new("EventAck")));
	ck_assert(!catalogue_add(c, twin));
	ck_assert_uint_eq(c->messages.count, 1);
	ck_assert_ptr_ne(catalogue_find(c, "EventAck"), twin);
	message_spec_free(twin);
	message_spec_free(NULL);
	catalogue_free(c);
}
END_TEST

/* Far beyond the first table; each keeps its number. */
START_TEST(it_grows)
{
	struct catalogue *c = catalogue_new();
	for (unsigned i = 0; i < 1000; i++) {
		char *name = mem_printf("Event%u", i);
		ck_assert(catalogue_add(c, spec_new(name)));
		free(name);
	}
	for (unsigned i = 0; i < 1000; i++) {
		char *name = mem_printf("Event%u", i);
		const struct message_spec *m = catalogue_find(c, name);
		ck_assert_ptr_nonnull(m);
		ck_assert_str_eq(m->name, name);
		ck_assert_uint_eq(m->index, i);
		free(name);
	}
	ck_assert_ptr_null(catalogue_find(c, "Event1000"));
	ck_assert_ptr_null(catalogue_find(c, "event1"));
	catalogue_free(c);
}
END_TEST

START_TEST(a_message_has_its_protocols)
{
	struct message_spec *m = spec_new("EventPartyAdded");
	ck_assert(message_spec_allows(m, "Reporting"));
	ck_assert(!message_spec_allows(m, "InteractionManagement"));
	ck_assert(!message_spec_allows(m, "reporting"));
	ck_assert(!message_spec_allows(m, ""));
	m->protocols[m->protocol_count++] = mem_strdup("InteractionManagement");
	ck_assert(message_spec_allows(m, "InteractionManagement"));
	message_spec_free(m);
}
END_TEST

/* By the kind of client, unless the message cannot have that tag. */
START_TEST(a_tag_is_derived)
{
	struct catalogue *c = catalogue_new();
	struct message_spec *answer = spec_new("EventAck");
	struct message_spec *joined = spec_new("EventPartyAdded");
	answer->kind = MESSAGE_ANSWER;
	free((char *)answer->protocols[0]);
	answer->protocols[0] = mem_strdup("InteractionManagement");
	joined->kind = MESSAGE_EVENT;
	ck_assert(catalogue_add(c, answer) && catalogue_add(c, joined));
	ck_assert_str_eq(catalogue_derive_protocol(c, "EventAck", "Reporting"),
	    "InteractionManagement");
	ck_assert_str_eq(
	    catalogue_derive_protocol(c, "EventPartyAdded", "Reporting"),
	    "Reporting");
	ck_assert_str_eq(catalogue_derive_protocol(
			     c, "EventPartyAdded", "InteractionManagement"),
	    "Reporting");
	ck_assert_str_eq(
	    catalogue_derive_protocol(c, "Event87", "Reporting"), "Reporting");
	catalogue_free(c);
}
END_TEST

START_TEST(an_attribute_is_found_by_its_whole_path)
{
	struct message_spec *m = spec_new("EventInvite");
	struct attribute_spec a = { .path = mem_strdup("party.agentId"),
		.type = ATTRIBUTE_STRING };
	vec_push(&m->attributes, a);
	const struct attribute_spec *found =
	    message_spec_attribute(m, "party.agentId");
	ck_assert_ptr_nonnull(found);
	ck_assert_int_eq(found->type, ATTRIBUTE_STRING);
	ck_assert_ptr_null(message_spec_attribute(m, "party"));
	ck_assert_ptr_null(message_spec_attribute(m, "agentId"));
	message_spec_free(m);
}
END_TEST

START_TEST(types_have_names)
{
	static const char *const names[] = { "any", "string", "integer",
		"boolean", "object", "list" };
	for (int i = ATTRIBUTE_ANY; i <= ATTRIBUTE_LIST; i++)
		ck_assert_str_eq(
		    attribute_type_name((enum attribute_type)i), names[i]);
}
END_TEST

Suite *
catalogue_suite(void)
{
	Suite *s = suite_create("catalogue");
	TCase *t = tcase_create("catalogue");
	tcase_add_test(t, an_empty_one_knows_nothing);
	tcase_add_test(t, a_name_is_there_once);
	tcase_add_test(t, it_grows);
	tcase_add_test(t, a_message_has_its_protocols);
	tcase_add_test(t, a_tag_is_derived);
	tcase_add_test(t, an_attribute_is_found_by_its_whole_path);
	tcase_add_test(t, types_have_names);
	suite_add_tcase(s, t);
	return s;
}
