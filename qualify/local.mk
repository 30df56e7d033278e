# SPDX-License-Identifier: Apache-2.0
# Does the suite find what is wrong with a server?
noinst_LIBRARIES += libixqualify.a
libixqualify_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixqualify_a_SOURCES = \
	qualify/ban_mutant.c qualify/ban_mutant.h \
	qualify/blame.c qualify/blame.h \
	qualify/binding/lapse_trial.c qualify/binding/lapse_trial.h \
	qualify/conduct.c qualify/conduct.h \
	qualify/exploration.c qualify/exploration.h \
	qualify/legality.c qualify/legality.h \
	qualify/mark.h \
	qualify/message_mutant.c qualify/message_mutant.h \
	qualify/mutant.h \
	qualify/ordeal.c qualify/ordeal.h \
	qualify/qualify.c qualify/qualify.h \
	qualify/qualify_conduct.c qualify/qualify_conduct.h \
	qualify/qualify_variant.c qualify/qualify_variant.h \
	qualify/score.c qualify/score.h \
	qualify/score_json.c \
	qualify/server_score.c qualify/server_score.h \
	qualify/trace.c qualify/trace.h \
	qualify/walk.c qualify/walk.h \
	qualify/walker.c qualify/walker.h
