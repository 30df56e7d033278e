# SPDX-License-Identifier: Apache-2.0
# The parts of a load, without a server.
check_PROGRAMS += tests/loadtest/test-loadtest
tests_loadtest_test_loadtest_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_loadtest_test_loadtest_LDADD = \
	libixloadtest.a libixsim.a libixreplay.a libixexec.a libixsession.a libixcompare.a libixrecord.a libixconformance.a \
	libixjudge.a libixlint.a libixload.a libixmock.a libixmodel.a \
	libixwire.a libixxml.a libixcore.a \
	$(MICROHTTPD_LIBS) $(LIBXML_LIBS) $(CRYPTO_LIBS) $(CHECK_LIBS)
tests_loadtest_test_loadtest_SOURCES = \
	tests/sim/shipped.c tests/sim/shipped.h \
	tests/loadtest/main.c tests/loadtest/suites.h \
	tests/loadtest/test_conductor.c \
	tests/loadtest/test_examples.c \
	tests/loadtest/test_load.c \
	tests/loadtest/test_meter.c \
	tests/loadtest/test_mix.c \
	tests/loadtest/test_past_account.c \
	tests/loadtest/test_schedule.c \
	tests/loadtest/test_threshold.c
