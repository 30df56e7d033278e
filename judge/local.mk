# SPDX-License-Identifier: Apache-2.0
# The judge: cases as event structures, and the facts' way through them.
noinst_LIBRARIES += libixjudge.a
libixjudge_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixjudge_a_SOURCES = \
	judge/explain/answer.c \
	judge/binding.c \
	judge/pattern/bits.h \
	judge/build.c \
	judge/pattern/choice.c \
	judge/explain/classify.c \
	judge/pattern/compile.c judge/pattern/compiler.h \
	judge/config.c \
	judge/demand.c \
	judge/explain/difference.c \
	judge/explain/doubt.c \
	judge/explain/edit.c judge/explain/edit.h \
	judge/explain/evidence.c \
	judge/explain/explain.c judge/explain/explain.h \
	judge/pattern/expression.c judge/pattern/expression.h \
	judge/fit.c \
	judge/pattern/leaves.c \
	judge/ledger.c judge/ledger.h \
	judge/explain/leftover.c \
	judge/match.c judge/match.h \
	judge/explain/moves.c \
	judge/pattern/names.c \
	judge/next.c \
	judge/explain/owner.c \
	judge/pattern/pattern.c judge/pattern/pattern.h \
	judge/explain/place.c \
	judge/explain/reread.c \
	judge/explain/say.c \
	judge/explain/say_answer.c \
	judge/explain/say_extra.c \
	judge/settle.c \
	judge/explain/sides.c \
	judge/state.h \
	judge/explain/surplus.c judge/explain/surplus.h \
	judge/pattern/tabulate.c \
	judge/time.c \
	judge/explain/world.c
