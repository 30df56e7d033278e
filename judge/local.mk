# SPDX-License-Identifier: Apache-2.0
# The judge: cases as event structures, and the facts' way through them.
noinst_LIBRARIES += libixjudge.a
libixjudge_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixjudge_a_SOURCES = \
	judge/binding.c \
	judge/config.c judge/config.h \
	judge/deadline.c judge/deadline.h \
	judge/demand.c \
	judge/fit.c judge/fit.h \
	judge/ledger.c judge/ledger.h \
	judge/match.h \
	judge/match_data.h \
	judge/order.c judge/order.h \
	judge/prospects.c \
	judge/record.c judge/record.h \
	judge/relevance.c judge/relevance.h \
	judge/rules.c judge/rules.h \
	judge/run.c \
	judge/server_timer.c judge/server_timer.h \
	judge/setup.c judge/setup.h \
	judge/silence.c judge/silence.h \
	judge/state.c judge/state.h \
	judge/stimulus.c \
	judge/window.c judge/window.h \
	judge/explain/answer.c judge/explain/answer.h \
	judge/explain/answer_sentence.c \
	judge/explain/category.c judge/explain/category.h \
	judge/explain/cause.c \
	judge/explain/deviation.c judge/explain/deviation.h \
	judge/explain/difference.c \
	judge/explain/edit.c judge/explain/edit.h \
	judge/explain/edit_cost.h \
	judge/explain/edit_moves.c judge/explain/edit_moves.h \
	judge/explain/edit_search.c judge/explain/edit_search.h \
	judge/explain/explain_lines.c \
	judge/explain/explain_place.c \
	judge/explain/explanation.h \
	judge/explain/likeness.c judge/explain/likeness.h \
	judge/explain/other_reading.c \
	judge/explain/outcome.c judge/explain/outcome.h \
	judge/explain/owner.c judge/explain/owner.h \
	judge/explain/repetition.c judge/explain/repetition.h \
	judge/explain/sentence.c \
	judge/explain/surplus.c judge/explain/surplus.h \
	judge/explain/surplus_sentence.c \
	judge/explain/wording.c \
	judge/pattern/bits.h \
	judge/pattern/choice.c \
	judge/pattern/compile.c \
	judge/pattern/compiler.h \
	judge/pattern/expression.c judge/pattern/expression.h \
	judge/pattern/leaves.c \
	judge/pattern/names.c \
	judge/pattern/pattern.c judge/pattern/pattern.h \
	judge/pattern/sight.c \
	judge/pattern/tables.c
