# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/shards/test-shards
tests_shards_test_shards_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_shards_test_shards_LDADD = \
	libixshards.a libixsim.a libixreplay.a libixexec.a libixsession.a libixcompare.a libixrecord.a libixconformance.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(MICROHTTPD_LIBS) $(LIBXML_LIBS) $(CRYPTO_LIBS) $(CHECK_LIBS)
tests_shards_test_shards_SOURCES = \
	tests/shards/main.c tests/shards/suites.h \
	tests/shards/test_allotment.c \
	tests/shards/test_division.c \
	tests/shards/test_share.c \
	tests/sim/shipped.c tests/sim/shipped.h
