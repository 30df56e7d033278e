# SPDX-License-Identifier: Apache-2.0
# Files to the structures of runner/model, with located diagnostics; lint.
noinst_LIBRARIES += libixload.a
libixload_a_SOURCES = \
	runner/load/alike.c runner/load/alike.h \
	runner/load/attributes.c runner/load/attributes.h \
	runner/load/baseline_file.c runner/load/baseline_file.h \
	runner/load/catalogue_file.c runner/load/catalogue_file.h \
	runner/load/conditions.c runner/load/conditions.h \
	runner/load/coverage.c runner/load/coverage.h \
	runner/load/fixture_file.c runner/load/fixture_file.h \
	runner/load/gate.c runner/load/gate.h \
	runner/load/ids.c runner/load/ids.h \
	runner/load/links.c runner/load/links.h \
	runner/load/lint.c runner/load/lint.h \
	runner/load/lint_blocks.c runner/load/lint_rules.h \
	runner/load/lint_ambiguity.c \
	runner/load/lint_braces.c \
	runner/load/lint_cast.c \
	runner/load/lint_messages.c \
	runner/load/lint_races.c \
	runner/load/lint_parties.c \
	runner/load/lint_states.c \
	runner/load/lint_table.c \
	runner/load/lint_timers.c \
	runner/load/lint_width.c \
	runner/load/lint_windows.c \
	runner/load/names.c runner/load/names.h \
	runner/load/needs.c runner/load/needs.h \
	runner/load/outgoing.c runner/load/outgoing.h \
	runner/load/path.c runner/load/path.h \
	runner/load/pool.c runner/load/pool.h \
	runner/load/preambles.c runner/load/preambles.h \
	runner/load/reader.c runner/load/reader.h \
	runner/load/spelling.c runner/load/spelling.h \
	runner/load/spots.c runner/load/spots.h \
	runner/load/steps.c runner/load/steps.h \
	runner/load/suite_file.c runner/load/suite_file.h \
	runner/load/target_check.c runner/load/target_check.h \
	runner/load/target_file.c runner/load/target_file.h \
	runner/load/times.c runner/load/times.h \
	runner/load/unlisted.c runner/load/unlisted.h
