# SPDX-License-Identifier: Apache-2.0
# Compares a run with a baseline, or with another run.
noinst_LIBRARIES += libixcompare.a
libixcompare_a_SOURCES = \
	compare/baseline_sheet.c compare/baseline_sheet.h \
	compare/comparison.c compare/comparison.h \
	compare/comparison_inputs.c \
	compare/baseline_sink.c compare/baseline_sink.h \
	compare/past_run.c compare/past_run.h \
	compare/spread.c compare/spread.h \
	compare/wording.c compare/wording.h
