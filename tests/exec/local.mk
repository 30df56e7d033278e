# SPDX-License-Identifier: Apache-2.0
# Runs of cases: against a server that does what a test says, against the mock
# in the same thread, and over sockets.
check_PROGRAMS += tests/exec/test-exec
tests_exec_test_exec_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_exec_test_exec_LDADD = \
	libixreplay.a libixexec.a libixsession.a libixnet.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(LIBXML_LIBS) \
	$(CHECK_LIBS)
tests_exec_test_exec_SOURCES = \
	tests/exec/duet.c tests/exec/duet.h \
	tests/exec/main.c tests/exec/suites.h \
	tests/exec/stage.c tests/exec/stage.h \
	tests/exec/test_attempts.c \
	tests/exec/test_binding.c \
	tests/exec/test_break.c \
	tests/exec/test_campaign.c \
	tests/exec/test_closing.c \
	tests/exec/test_evidence.c \
	tests/exec/test_greeting.c \
	tests/exec/test_hostile.c \
	tests/exec/test_loop.c \
	tests/exec/test_mock.c \
	tests/exec/test_pool.c \
	tests/exec/test_proof.c \
	tests/exec/test_reliance.c \
	tests/exec/test_session.c \
	tests/exec/test_shared.c \
	tests/exec/test_transit.c

EXTRA_DIST += \
	tests/exec/stage/behind.xml \
	tests/exec/stage/catalogue.xml \
	tests/exec/stage/clean-up.xml \
	tests/exec/stage/engine.xml \
	tests/exec/stage/greeting.xml \
	tests/exec/stage/overtaken.xml \
	tests/exec/stage/plain.xml \
	tests/exec/stage/reported.xml \
	tests/exec/stage/suite.xml \
	tests/exec/stage/target.xml
