# SPDX-License-Identifier: Apache-2.0
# Runner and mock in one process, without sockets, on a virtual clock.
noinst_LIBRARIES += libixsim.a
libixsim_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixsim_a_SOURCES = \
	sim/agenda.c sim/agenda.h \
	sim/ban_mutant.c sim/ban_mutant.h \
	sim/blame.c sim/blame.h \
	sim/census.c sim/census.h \
	sim/conduct.c sim/conduct.h \
	sim/exploration.c sim/exploration.h \
	sim/legality.c sim/legality.h \
	sim/mock_target.c sim/mock_target.h \
	sim/mutant.c sim/mutant.h \
	sim/ordeal.c sim/ordeal.h \
	sim/qualify.c sim/qualify.h \
	sim/qualify_conduct.c sim/qualify_conduct.h \
	sim/qualify_variant.c sim/qualify_variant.h \
	sim/score.c sim/score.h \
	sim/score_json.c \
	sim/server_score.c sim/server_score.h \
	sim/simulation.c sim/simulation.h \
	sim/states.c sim/states.h \
	sim/trace.c sim/trace.h \
	sim/walk.c sim/walk.h \
	sim/walker.c sim/walker.h
