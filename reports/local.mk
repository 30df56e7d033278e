# SPDX-License-Identifier: Apache-2.0
# Sinks of the stream of run events, and what reads it back.
noinst_LIBRARIES += libixreports.a
libixreports_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixreports_a_SOURCES = \
	reports/annotations.c reports/annotations.h \
	reports/baseline_sheet.c reports/baseline_sheet.h \
	reports/comparison.c reports/comparison.h \
	reports/comparison_inputs.c \
	reports/console.c reports/console.h \
	reports/destination.c reports/destination.h \
	reports/digest.c reports/digest.h \
	reports/expectation.c reports/expectation.h \
	reports/groups.c reports/groups.h \
	reports/html.c reports/html.h \
	reports/html_assets.h \
	reports/html_cases.c \
	reports/html_document.c reports/html_document.h \
	reports/html_facts.c \
	reports/html_parts.h \
	reports/html_steps.c reports/html_steps.h \
	reports/html_tables.c \
	reports/junit.c reports/junit.h \
	reports/junit_document.c reports/junit_document.h \
	reports/ladder.c reports/ladder.h \
	reports/markdown.c reports/markdown.h \
	reports/ndjson.c reports/ndjson.h \
	reports/ndjson_head.c reports/ndjson_head.h \
	reports/observed.c reports/observed.h \
	reports/input_kind.c reports/input_kind.h \
	reports/output.c reports/output.h \
	reports/past_run.c reports/past_run.h \
	reports/phrases.c reports/phrases.h \
	reports/plain.c reports/plain.h \
	reports/plain_unit.c reports/plain_unit.h \
	reports/record_file.c reports/record_file.h \
	reports/recording.c reports/recording.h \
	reports/recording_head.c reports/recording_head.h \
	reports/results.c reports/results.h \
	reports/sketched.c reports/sketched.h \
	reports/screen.c reports/screen.h \
	reports/tally.c reports/tally.h \
	reports/tap.c reports/tap.h \
	reports/transcript.c reports/transcript.h \
	reports/wording.c reports/wording.h
nodist_libixreports_a_SOURCES = reports/html_assets.c

# The style and the script of a page, as text in the program.
HTML_ASSETS = reports/html/report.css reports/html/report.js
EXTRA_DIST += $(HTML_ASSETS)
CLEANFILES += reports/html_assets.c
reports/html_assets.c: build-aux/text2c.sh $(HTML_ASSETS)
	@$(MKDIR_P) reports
	$(AM_V_GEN)$(SHELL) $(srcdir)/build-aux/text2c.sh \
	    reports/html_assets.h \
	    html_style $(srcdir)/reports/html/report.css \
	    html_script $(srcdir)/reports/html/report.js >$@.new && \
	    mv $@.new $@
