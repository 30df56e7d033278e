/* SPDX-License-Identifier: Apache-2.0 */
#include "core/source_file.h"
#include "lint/target_check.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "model/limits.h"
#include "tests/load/host.h"
#include "tests/load/suites.h"

#include <string.h>

START_TEST(everything_is_read)
{
	struct diag diag;
	char *path = top_path("targets/example-server.xml");
	diag_init(&diag);
	struct target *t = target_load(path, &diag);
	assert_silent(&diag);
	ck_assert_str_eq(t->url, "https://ixserver.example.com:8443/");
	ck_assert_str_eq(t->proxy, "http://proxy.example.com:3128/");
	ck_assert_int_eq(t->credentials, CREDENTIALS_BEARER);
	ck_assert_str_eq(t->secret_environment, "IX_TOKEN");
	ck_assert_ptr_null(t->secret_file);
	ck_assert_ptr_nonnull(strstr(t->ca_file, "targets/ca.pem"));
	ck_assert_int_eq(t->settle_ns, 500000000);
	ck_assert_uint_eq(t->evidence_bytes, 1 << 20);
	ck_assert_uint_eq(t->messages_per_second, 10000);
	ck_assert_uint_eq(t->agents.count, 8);
	ck_assert_str_eq(t->agents.items[5].agent_id, "conformance-agent-6");
	ck_assert_str_eq(t->agents.items[6].place_id, "place-jdoe");
	ck_assert_str_eq(t->queues.items[2], "spare queue");
	ck_assert_str_eq(t->workbins.items[0], "conformance-workbin-1");
	ck_assert_str_eq(target_value(t, "tenantId"), "101");
	ck_assert_str_eq(target_reading(t, "R4"), "allow");
	target_free(t);
	free(path);
	diag_free(&diag);
}
END_TEST

START_TEST(the_settle_time_has_a_default)
{
	struct diag diag;
	diag_init(&diag);
	struct target *t = host_target(&diag);
	ck_assert_int_eq(t->settle_ns, SETTLE_DEFAULT_NS);
	ck_assert(t->embedded);
	ck_assert_uint_eq(t->evidence_bytes, EVIDENCE_DEFAULT_BYTES);
	ck_assert_uint_eq(t->messages_per_second, MESSAGES_PER_SECOND_DEFAULT);
	ck_assert_ptr_null(t->url);
	target_free(t);
	diag_free(&diag);
}
END_TEST

START_TEST(a_substitute_replaces_a_setup)
{
	struct diag diag;
	diag_init(&diag);
	struct target *t = host_target(&diag);
	struct substitute x = { .phase = mem_strdup("setup/log-in"),
		.path = top_path("tests/load/substitute.xml") };
	x.source = source_read(x.path, SOURCE_MAX_BYTES, &diag);
	vec_push(&t->substitutes, x);
	struct suite *s = host_with(NULL, t, &diag);
	assert_silent(&diag);
	const struct fixture *f = suite_find_phase(s, "setup/log-in");
	ck_assert_str_eq(f->title, "An agent logs in another way");
	suite_free(s);
	target_free(t);
	diag_free(&diag);
}
END_TEST

Suite *
target_suite(void)
{
	Suite *s = suite_create("target");
	TCase *t = tcase_create("target");
	tcase_add_test(t, everything_is_read);
	tcase_add_test(t, the_settle_time_has_a_default);
	tcase_add_test(t, a_substitute_replaces_a_setup);
	suite_add_tcase(s, t);
	return s;
}
