# SPDX-License-Identifier: Apache-2.0
# The judge: cases as event structures, and the facts' way through them.
noinst_LIBRARIES += libixjudge.a
libixjudge_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixjudge_a_SOURCES = \
	judge/binding.c \
	judge/build.c \
	judge/config.c \
	judge/demand.c \
	judge/fit.c \
	judge/ledger.c judge/ledger.h \
	judge/match.c judge/match.h \
	judge/prospects.c \
	judge/rules.c \
	judge/settle.c \
	judge/state.h \
	judge/time.c \
	judge/explain/answer.c \
	judge/explain/classify.c \
	judge/explain/difference.c \
	judge/explain/doubt.c \
	judge/explain/edit.c judge/explain/edit.h \
	judge/explain/evidence.c \
	judge/explain/explain.c judge/explain/explain.h \
	judge/explain/explain_lines.c \
	judge/explain/explain_place.c \
	judge/explain/leftover.c \
	judge/explain/moves.c \
	judge/explain/owner.c \
	judge/explain/relevance.c \
	judge/explain/reread.c \
	judge/explain/say.c \
	judge/explain/say_answer.c \
	judge/explain/say_extra.c \
	judge/explain/surplus.c judge/explain/surplus.h \
	judge/pattern/bits.h \
	judge/pattern/choice.c \
	judge/pattern/compile.c \
	judge/pattern/compiler.h \
	judge/pattern/expression.c judge/pattern/expression.h \
	judge/pattern/leaves.c \
	judge/pattern/names.c \
	judge/pattern/pattern.c judge/pattern/pattern.h \
	judge/pattern/tabulate.c
