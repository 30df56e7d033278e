# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += tests/reports/test-reports
tests_reports_test_reports_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_reports_test_reports_LDADD = \
	libixreports.a libixcompare.a libixrecord.a libixconformance.a libixload.a libixmodel.a libixxml.a libixwire.a libixcore.a \
	$(LIBXML_LIBS) $(CRYPTO_LIBS) $(CHECK_LIBS)
tests_reports_test_reports_SOURCES = \
	tests/golden.c tests/golden.h \
	tests/reports/main.c tests/reports/suites.h \
	tests/reports/story.c tests/reports/story.h \
	tests/reports/test_concessions.c \
	tests/reports/test_console.c \
	tests/reports/test_digest.c \
	tests/reports/test_baseline_sink.c \
	tests/reports/test_exchange.c \
	tests/reports/test_groups.c \
	tests/reports/test_html.c \
	tests/reports/test_junit.c \
	tests/reports/test_ladder.c \
	tests/reports/test_output.c \
	tests/reports/test_recording.c \
	tests/reports/test_summary.c \
	tests/reports/test_tap.c

dist_check_SCRIPTS += tests/reports/schema.test
GOLDEN += tests/reports/golden.sh

EXTRA_DIST += \
	tests/golden/reports/baseline-console.txt \
	tests/golden/reports/baseline-new.txt \
	tests/golden/reports/baseline-quiet.txt \
	tests/golden/reports/baseline-renewed.txt \
	tests/golden/reports/baseline-verbose.txt \
	tests/golden/reports/console-ascii.txt \
	tests/golden/reports/console-colour.txt \
	tests/golden/reports/console-cut.txt \
	tests/golden/reports/console-interrupted.txt \
	tests/golden/reports/console-ladder-ascii.txt \
	tests/golden/reports/console-ladder.txt \
	tests/golden/reports/console-normal.txt \
	tests/golden/reports/console-quiet.txt \
	tests/golden/reports/console-verbose.txt \
	tests/golden/reports/ctrf-broken.json \
	tests/golden/reports/ctrf-cut.json \
	tests/golden/reports/ctrf-nothing.json \
	tests/golden/reports/ctrf-whole.json \
	tests/golden/reports/html-cut.txt \
	tests/golden/reports/html-nothing.txt \
	tests/golden/reports/html-whole.txt \
	tests/golden/reports/junit-baseline.xml \
	tests/golden/reports/junit-broken.xml \
	tests/golden/reports/junit-cut.xml \
	tests/golden/reports/junit-interrupted.xml \
	tests/golden/reports/junit-nothing.xml \
	tests/golden/reports/junit-whole.xml \
	tests/golden/reports/open-test-broken.otr \
	tests/golden/reports/open-test-cut.otr \
	tests/golden/reports/open-test-nothing.otr \
	tests/golden/reports/open-test-whole.otr \
	tests/golden/reports/tap-broken.txt \
	tests/golden/reports/tap-cut.txt \
	tests/golden/reports/tap-whole.txt \
	tests/golden/reports/ladder-ascii.txt \
	tests/golden/reports/ladder-blocks.txt \
	tests/golden/reports/ladder-hostile.txt \
	tests/golden/reports/ladder-marks-ascii.txt \
	tests/golden/reports/ladder-marks.txt \
	tests/golden/reports/ladder-narrow.txt \
	tests/golden/reports/ladder-parties.txt \
	tests/reports/golden.sh \
	tests/reports/schema/JUnit.xsd \
	tests/reports/schema/junit-10.xsd
