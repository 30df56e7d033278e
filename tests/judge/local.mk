# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/judge/test-judge
tests_judge_test_judge_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_judge_test_judge_LDADD = \
	libixjudge.a libixlint.a libixload.a libixmodel.a libixxml.a libixwire.a \
	libixcore.a $(LIBXML_LIBS) $(CHECK_LIBS)
tests_judge_test_judge_SOURCES = \
	tests/golden.c tests/golden.h \
	tests/judge/main.c tests/judge/suites.h \
	tests/judge/oracle.c tests/judge/oracle.h \
	tests/judge/rig.c tests/judge/rig.h \
	tests/judge/test_answers.c \
	tests/judge/test_blocks.c \
	tests/judge/test_compile.c \
	tests/judge/test_configs.c \
	tests/judge/test_direction.c \
	tests/judge/test_findings.c \
	tests/judge/test_oracle.c \
	tests/judge/test_play.c \
	tests/judge/test_relevance.c \
	tests/judge/test_silence.c \
	tests/judge/test_readings.c \
	tests/judge/test_setups.c \
	tests/judge/test_strangers.c \
	tests/judge/test_surplus.c \
	tests/judge/test_time.c \
	tests/judge/test_values.c \
	tests/judge/test_while.c \
	tests/judge/test_work.c

GOLDEN += tests/judge/golden.sh

EXTRA_DIST += \
	tests/golden/judge/disconnected.txt \
	tests/golden/judge/duplicate.txt \
	tests/golden/judge/broken-binding.txt \
	tests/golden/judge/malformed-name.txt \
	tests/golden/judge/missing.txt \
	tests/golden/judge/missing-alternatives.txt \
	tests/golden/judge/missing-before.txt \
	tests/golden/judge/missing-disconnect.txt \
	tests/golden/judge/missing-timer.txt \
	tests/golden/judge/out-of-order.txt \
	tests/golden/judge/out-of-order-absent.txt \
	tests/golden/judge/out-of-order-behind.txt \
	tests/golden/judge/runner-late.txt \
	tests/golden/judge/too-early.txt \
	tests/golden/judge/too-late.txt \
	tests/golden/judge/unexpected-yet.txt \
	tests/golden/judge/unexpected.txt \
	tests/golden/judge/unexpected-banned.txt \
	tests/golden/judge/wrong-answer.txt \
	tests/golden/judge/wrong-answer-free.txt \
	tests/golden/judge/wrong-answer-negative.txt \
	tests/golden/judge/wrong-answer-none.txt \
	tests/golden/judge/wrong-answer-odd.txt \
	tests/golden/judge/wrong-answer-unsent.txt \
	tests/golden/judge/wrong-attribute.txt \
	tests/golden/judge/wrong-attribute-catalogue.txt \
	tests/golden/judge/wrong-attribute-name.txt \
	tests/golden/judge/wrong-attribute-null.txt \
	tests/golden/judge/wrong-attribute-optional.txt \
	tests/golden/judge/wrong-attribute-object.txt \
	tests/golden/judge/wrong-attribute-without.txt \
	tests/golden/judge/wrong-party.txt \
	tests/golden/judge/wrong-protocol.txt \
	tests/golden/judge/wrong-protocol-unexpected.txt \
	tests/judge/golden.sh
