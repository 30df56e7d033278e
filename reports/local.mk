# SPDX-License-Identifier: Apache-2.0
# Sinks of the stream of run events, and what reads it back.
noinst_LIBRARIES += libixreports.a
libixreports_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS)
libixreports_a_SOURCES = \
	reports/annotations.c reports/annotations.h \
	reports/console.c reports/console.h \
	reports/console_lines.c reports/console_lines.h \
	reports/document.c reports/document.h \
	reports/exchange/ctrf.c reports/exchange/ctrf.h \
	reports/exchange/ctrf_case.c reports/exchange/ctrf_case.h \
	reports/exchange/exchange.c reports/exchange/exchange.h \
	reports/exchange/open_test.c reports/exchange/open_test.h \
	reports/groups.c reports/groups.h \
	reports/html/html.c reports/html/html.h \
	reports/html/html_assets.h \
	reports/html/html_cases.c \
	reports/html/html_difference.c \
	reports/html/html_document.c reports/html/html_document.h \
	reports/html/html_durations.c \
	reports/html/html_facts.c \
	reports/html/html_markup.c reports/html/html_markup.h \
	reports/html/html_parts.h \
	reports/html/html_steps.c reports/html/html_steps.h \
	reports/html/html_tables.c \
	reports/junit.c reports/junit.h \
	reports/junit_document.c reports/junit_document.h \
	reports/ladder.c reports/ladder.h \
	reports/ladder_items.h reports/ladder_print.c \
	reports/markdown.c reports/markdown.h \
	reports/message_view.c reports/message_view.h \
	reports/phases.c reports/phases.h \
	reports/ladder_from_events.c reports/ladder_from_events.h \
	reports/string_table.c reports/string_table.h \
	reports/ladder_from_sketch.c reports/ladder_from_sketch.h \
	reports/paper/paper.h reports/paper/paper_assets.h \
	reports/paper/pctr.c reports/paper/sctr.c \
	reports/paper/sheet.c reports/paper/sheet.h \
	reports/paper/standing.c reports/paper/standing.h \
	reports/screen.c reports/screen.h \
	reports/tap.c reports/tap.h
nodist_libixreports_a_SOURCES = reports/html/html_assets.c \
	reports/paper/paper_assets.c

# The style and the script of a page, as text in the program.
HTML_ASSETS = \
	reports/html/ladder.js \
	reports/html/report.css \
	reports/html/report.js
EXTRA_DIST += $(HTML_ASSETS)
CLEANFILES += reports/html/html_assets.c
reports/html/html_assets.c: build-aux/text2c.sh $(HTML_ASSETS)
	@$(MKDIR_P) reports/html
	$(AM_V_GEN)$(SHELL) $(srcdir)/build-aux/text2c.sh \
	    reports/html/html_assets.h \
	    html_style $(srcdir)/reports/html/report.css \
	    html_ladder $(srcdir)/reports/html/ladder.js \
	    html_script $(srcdir)/reports/html/report.js >$@.new && \
	    mv $@.new $@

EXTRA_DIST += reports/paper/paper.css
CLEANFILES += reports/paper/paper_assets.c
reports/paper/paper_assets.c: build-aux/text2c.sh reports/paper/paper.css
	@$(MKDIR_P) reports/paper
	$(AM_V_GEN)$(SHELL) $(srcdir)/build-aux/text2c.sh \
	    reports/paper/paper_assets.h \
	    paper_style $(srcdir)/reports/paper/paper.css >$@.new && \
	    mv $@.new $@
