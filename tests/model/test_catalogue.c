/* SPDX-License-Identifier: Apache-2.0 */
#include "model/catalogue.h"

#include "tests/model/suites.h"

static struct catalogue *
catalogue_with_protocols(void)
{
	struct catalogue *c = catalogue_new();
	catalogue_add_usual_protocols(c);
	return c;
}

static struct message_spec *
spec_new(const struct catalogue *c, const char *name)
{
	struct message_spec *m = mem_zalloc(sizeof(*m));
	m->name = mem_strdup(name);
	m->kind = MESSAGE_EVENT;
	message_spec_add_protocol(m, c, "Reporting");
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
	struct catalogue *c = catalogue_with_protocols();
	struct message_spec *twin = spec_new(c, "EventAck");
	ck_assert(catalogue_add(c, spec_new(c, "EventAck")));
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
	struct catalogue *c = catalogue_with_protocols();
	for (unsigned i = 0; i < 1000; i++) {
		char *name = mem_printf("Event%u", i);
		ck_assert(catalogue_add(c, spec_new(c, name)));
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
	struct catalogue *c = catalogue_with_protocols();
	struct message_spec *m = spec_new(c, "EventPartyAdded");
	ck_assert(message_spec_allows(m, "Reporting"));
	ck_assert(!message_spec_allows(m, "InteractionManagement"));
	ck_assert(!message_spec_allows(m, "reporting"));
	ck_assert(!message_spec_allows(m, ""));
	message_spec_add_protocol(m, c, "InteractionManagement");
	ck_assert(message_spec_allows(m, "InteractionManagement"));
	message_spec_free(m);
	catalogue_free(c);
}
END_TEST

START_TEST(a_protocol_is_there_once)
{
	struct catalogue *c = catalogue_new();
	ck_assert(catalogue_add_protocol(c, "Reporting", 1, 2));
	ck_assert(!catalogue_add_protocol(c, "Reporting", 4, 8));
	ck_assert_uint_eq(c->protocols.count, 1);
	ck_assert_uint_eq(c->protocols.items[0].events, 2);
	ck_assert_str_eq(catalogue_protocol(c, "Reporting"), "Reporting");
	ck_assert_ptr_null(catalogue_protocol(c, "TLibrary"));
	catalogue_free(c);
}
END_TEST

/* Events to some kinds of client, answers to more, requests to none. */
START_TEST(a_protocol_says_who_gets_what)
{
	struct catalogue *c = catalogue_with_protocols();
	const char *tag = catalogue_protocol(c, "InteractionManagement");
	struct message_spec event = { .kind = MESSAGE_EVENT };
	struct message_spec answer = { .kind = MESSAGE_ANSWER };
	struct message_spec request = { .kind = MESSAGE_REQUEST };
	message_spec_add_protocol(&event, c, tag);
	message_spec_add_protocol(&answer, c, tag);
	message_spec_add_protocol(&request, c, tag);
	ck_assert(message_spec_reaches(&event, tag, PARTY_AGENT));
	ck_assert(message_spec_reaches(&event, tag, PARTY_MEDIA));
	ck_assert(!message_spec_reaches(&event, tag, PARTY_REPORTING));
	ck_assert(!message_spec_reaches(&event, tag, PARTY_ROUTER));
	ck_assert(message_spec_reaches(&answer, tag, PARTY_REPORTING));
	ck_assert(message_spec_reaches(&answer, tag, PARTY_ROUTER));
	ck_assert(!message_spec_reaches(&request, tag, PARTY_AGENT));
	ck_assert(!message_spec_reaches(
	    &event, catalogue_protocol(c, "Reporting"), PARTY_REPORTING));
	catalogue_free(c);
}
END_TEST

/* By the kind of client, unless it may not get the message at all. */
START_TEST(a_tag_is_derived)
{
	static const struct {
		const char *message;
		enum party_role role;
		const char *tag;
	} rows[] = {
		{ "EventAck", PARTY_REPORTING, "InteractionManagement" },
		{ "EventPartyAdded", PARTY_REPORTING, "Reporting" },
		{ "EventPartyAdded", PARTY_AGENT, "InteractionManagement" },
		{ "EventRejected", PARTY_REPORTING, "Reporting" },
		{ "EventRejected", PARTY_AGENT, "Reporting" },
		{ "Event87", PARTY_REPORTING, "Reporting" },
		{ "Event87", PARTY_AGENT, "InteractionManagement" },
		{ "Event87", PARTY_ROUTER, "TLibrary" },
	};
	struct catalogue *c = catalogue_with_protocols();
	struct message_spec *answer = mem_zalloc(sizeof(*answer));
	struct message_spec *joined = spec_new(c, "EventPartyAdded");
	answer->name = mem_strdup("EventAck");
	answer->kind = MESSAGE_ANSWER;
	message_spec_add_protocol(answer, c, "InteractionManagement");
	message_spec_add_protocol(joined, c, "InteractionManagement");
	ck_assert(catalogue_add(c, answer) && catalogue_add(c, joined) &&
	    catalogue_add(c, spec_new(c, "EventRejected")));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		ck_assert_str_eq(
		    catalogue_derive_protocol(c, rows[i].message, rows[i].role),
		    rows[i].tag);
	catalogue_free(c);
}
END_TEST

START_TEST(an_attribute_is_found_by_its_whole_path)
{
	struct catalogue *c = catalogue_with_protocols();
	struct message_spec *m = spec_new(c, "EventInvite");
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
	catalogue_free(c);
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
	tcase_add_test(t, a_protocol_is_there_once);
	tcase_add_test(t, a_protocol_says_who_gets_what);
	tcase_add_test(t, a_tag_is_derived);
	tcase_add_test(t, an_attribute_is_found_by_its_whole_path);
	tcase_add_test(t, types_have_names);
	suite_add_tcase(s, t);
	return s;
}
