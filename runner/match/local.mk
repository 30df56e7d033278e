# SPDX-License-Identifier: Apache-2.0
# The judge: cases as event structures, and the facts' way through them.
noinst_LIBRARIES += libixmatch.a
libixmatch_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixmatch_a_SOURCES = \
	runner/match/answer.c \
	runner/match/binding.c \
	runner/match/bits.h \
	runner/match/build.c \
	runner/match/classify.c \
	runner/match/compile.c runner/match/compiler.h \
	runner/match/config.c \
	runner/match/demand.c \
	runner/match/doubt.c \
	runner/match/edit.c runner/match/edit.h \
	runner/match/evidence.c \
	runner/match/explain.c runner/match/explain.h \
	runner/match/expression.c runner/match/expression.h \
	runner/match/fit.c \
	runner/match/leaves.c \
	runner/match/ledger.c runner/match/ledger.h \
	runner/match/match.c runner/match/match.h \
	runner/match/moves.c \
	runner/match/names.c \
	runner/match/next.c \
	runner/match/owner.c \
	runner/match/pattern.c runner/match/pattern.h \
	runner/match/place.c \
	runner/match/reread.c \
	runner/match/say.c \
	runner/match/say_answer.c \
	runner/match/settle.c \
	runner/match/sides.c \
	runner/match/state.h \
	runner/match/tabulate.c \
	runner/match/time.c \
	runner/match/world.c
