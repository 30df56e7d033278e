# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/match/test-match
tests_match_test_match_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_match_test_match_LDADD = \
	libixmatch.a libixload.a libixmodel.a libixxml.a libixwire.a \
	libixcore.a $(LIBXML_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)
tests_match_test_match_SOURCES = \
	tests/match/main.c tests/match/suites.h \
	tests/match/oracle.c tests/match/oracle.h \
	tests/match/rig.c tests/match/rig.h \
	tests/match/test_oracle.c
