# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/match/test-match
tests_match_test_match_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_match_test_match_LDADD = \
	libixmatch.a libixload.a libixmodel.a libixxml.a libixwire.a \
	libixcore.a $(LIBXML_LIBS) $(JANSSON_LIBS) $(CHECK_LIBS)
tests_match_test_match_SOURCES = \
	tests/golden.c tests/golden.h \
	tests/match/main.c tests/match/suites.h \
	tests/match/oracle.c tests/match/oracle.h \
	tests/match/rig.c tests/match/rig.h \
	tests/match/test_answers.c \
	tests/match/test_blocks.c \
	tests/match/test_compile.c \
	tests/match/test_configs.c \
	tests/match/test_findings.c \
	tests/match/test_oracle.c \
	tests/match/test_play.c \
	tests/match/test_settle.c \
	tests/match/test_readings.c \
	tests/match/test_setups.c \
	tests/match/test_strangers.c \
	tests/match/test_time.c \
	tests/match/test_values.c \
	tests/match/test_while.c \
	tests/match/test_world.c

GOLDEN += tests/match/golden.sh

EXTRA_DIST += \
	tests/golden/match/disconnected.txt \
	tests/golden/match/duplicate.txt \
	tests/golden/match/malformed.txt \
	tests/golden/match/malformed-name.txt \
	tests/golden/match/missing.txt \
	tests/golden/match/missing-alternatives.txt \
	tests/golden/match/missing-before.txt \
	tests/golden/match/missing-disconnect.txt \
	tests/golden/match/missing-timer.txt \
	tests/golden/match/out-of-order.txt \
	tests/golden/match/out-of-order-absent.txt \
	tests/golden/match/out-of-order-behind.txt \
	tests/golden/match/runner-late.txt \
	tests/golden/match/too-early.txt \
	tests/golden/match/too-late.txt \
	tests/golden/match/unexpected-yet.txt \
	tests/golden/match/unexpected.txt \
	tests/golden/match/unexpected-banned.txt \
	tests/golden/match/wrong-answer.txt \
	tests/golden/match/wrong-answer-free.txt \
	tests/golden/match/wrong-answer-none.txt \
	tests/golden/match/wrong-answer-unsent.txt \
	tests/golden/match/wrong-attribute.txt \
	tests/golden/match/wrong-attribute-catalogue.txt \
	tests/golden/match/wrong-attribute-name.txt \
	tests/golden/match/wrong-attribute-null.txt \
	tests/golden/match/wrong-attribute-optional.txt \
	tests/golden/match/wrong-attribute-object.txt \
	tests/golden/match/wrong-attribute-without.txt \
	tests/golden/match/wrong-party.txt \
	tests/golden/match/wrong-protocol.txt \
	tests/golden/match/wrong-protocol-unexpected.txt \
	tests/match/golden.sh
