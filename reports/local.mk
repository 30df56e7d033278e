# SPDX-License-Identifier: Apache-2.0
# Sinks of the stream of run events, and what reads it back.
noinst_LIBRARIES += libixreports.a
libixreports_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixreports_a_SOURCES = \
	reports/baseline_sheet.c reports/baseline_sheet.h \
	reports/comparison.c reports/comparison.h \
	reports/comparison_inputs.c \
	reports/console.c reports/console.h \
	reports/digest.c reports/digest.h \
	reports/expectation.c reports/expectation.h \
	reports/junit.c reports/junit.h \
	reports/junit_document.c reports/junit_document.h \
	reports/ladder.c reports/ladder.h \
	reports/ndjson.c reports/ndjson.h \
	reports/observed.c reports/observed.h \
	reports/output.c reports/output.h \
	reports/past_run.c reports/past_run.h \
	reports/plain.c reports/plain.h \
	reports/printed.c reports/printed.h \
	reports/record_file.c reports/record_file.h \
	reports/recording.c reports/recording.h \
	reports/recording_head.c reports/recording_head.h \
	reports/results.c reports/results.h \
	reports/sketched.c reports/sketched.h \
	reports/screen.c reports/screen.h \
	reports/tally.c reports/tally.h \
	reports/tap.c reports/tap.h \
	reports/transcript.c reports/transcript.h
