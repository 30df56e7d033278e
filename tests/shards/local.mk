# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/shards/test-shards
tests_shards_test_shards_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_shards_test_shards_LDADD = \
	libixshards.a libixcore.a \
	$(CHECK_LIBS)
tests_shards_test_shards_SOURCES = \
	tests/shards/main.c tests/shards/suites.h \
	tests/shards/test_division.c
