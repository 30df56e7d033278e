/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/http/carrier.h"
#include "tests/mock/suites.h"

START_TEST(an_idle_channel_is_forgotten)
{
	struct mock_config config = mock_config_default();
	struct mock_server *quiet = mock_server_new(&config);
	struct carrier_set set;
	carrier_set_init(&set, quiet);
	ck_assert_ptr_nonnull(carrier_new(&set, 0));
	ck_assert_ptr_nonnull(carrier_new(&set, NS_PER_S));
	carrier_sweep(&set, MOCK_HTTP_IDLE_NS - 1);
	ck_assert_ptr_nonnull(carrier_find(&set, "c1", 2));
	carrier_sweep(&set, MOCK_HTTP_IDLE_NS);
	ck_assert_ptr_null(carrier_find(&set, "c1", 2));
	ck_assert_ptr_nonnull(carrier_find(&set, "c2", 2));
	carrier_set_end(&set, MOCK_HTTP_IDLE_NS);
	ck_assert_ptr_null(carrier_find(&set, "c2", 2));
	carrier_set_free(&set);
	mock_server_free(quiet);
}
END_TEST

/* Whoever has many must not lock others out for a minute. */
START_TEST(a_channel_that_is_only_held_makes_room)
{
	struct mock_config config = mock_config_default();
	struct mock_server *full = mock_server_new(&config);
	struct carrier_set set;
	carrier_set_init(&set, full);
	for (int i = 0; i < MOCK_HTTP_MAX_CHANNELS; i++)
		ck_assert_ptr_nonnull(carrier_new(&set, i == 0 ? 1 : 0));
	ck_assert_ptr_null(carrier_new(&set, MOCK_HTTP_GRACE_NS - 1));
	ck_assert_ptr_nonnull(carrier_new(&set, MOCK_HTTP_GRACE_NS));
	ck_assert_ptr_nonnull(carrier_find(&set, "c1", 2));
	ck_assert_ptr_null(carrier_find(&set, "c2", 2));
	ck_assert_ptr_nonnull(carrier_find(&set, "c3", 2));
	carrier_set_end(&set, MOCK_HTTP_GRACE_NS);
	carrier_set_free(&set);
	mock_server_free(full);
}
END_TEST

Suite *
carrier_suite(void)
{
	Suite *s = suite_create("mock/carrier");
	TCase *tc = tcase_create("carrier");
	tcase_add_test(tc, an_idle_channel_is_forgotten);
	tcase_add_test(tc, a_channel_that_is_only_held_makes_room);
	suite_add_tcase(s, tc);
	return s;
}
