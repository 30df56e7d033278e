# SPDX-License-Identifier: Apache-2.0
# Sinks of the stream of run events: console and JUnit XML.
noinst_LIBRARIES += libixreports.a
libixreports_a_SOURCES = \
	reports/baseline_sheet.c reports/baseline_sheet.h \
	reports/console.c reports/console.h \
	reports/expectation.c reports/expectation.h \
	reports/junit.c reports/junit.h \
	reports/junit_document.c reports/junit_document.h \
	reports/ladder.c reports/ladder.h \
	reports/observed.c reports/observed.h \
	reports/output.c reports/output.h \
	reports/screen.c reports/screen.h \
	reports/tally.c reports/tally.h \
	reports/transcript.c reports/transcript.h
