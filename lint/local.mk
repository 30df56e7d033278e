# SPDX-License-Identifier: Apache-2.0
# What a grammar cannot say of fixtures, suites and targets.
noinst_LIBRARIES += libixlint.a
libixlint_a_SOURCES = \
	lint/receive_overlap.c lint/receive_overlap.h \
	lint/coverage.c lint/coverage.h \
	lint/grammar.c lint/grammar.h \
	lint/lint.c lint/lint.h \
	lint/lint_ambiguity.c \
	lint/lint_blocks.c \
	lint/lint_braces.c \
	lint/lint_cast.c \
	lint/lint_messages.c \
	lint/lint_parties.c \
	lint/lint_races.c \
	lint/lint_rules.c lint/lint_rules.h \
	lint/lint_states.c \
	lint/lint_table.c \
	lint/lint_timers.c \
	lint/lint_width.c \
	lint/lint_windows.c \
	lint/case_needs.c lint/case_needs.h \
	lint/concurrency.c lint/concurrency.h \
	lint/target_check.c lint/target_check.h lint/target_files.c \
	lint/unlisted.c lint/unlisted.h
