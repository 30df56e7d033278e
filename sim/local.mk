# SPDX-License-Identifier: Apache-2.0
# Runner and mock in one process, without sockets, on a virtual clock.
noinst_LIBRARIES += libixsim.a
libixsim_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixsim_a_SOURCES = \
	sim/agenda.c sim/agenda.h \
	sim/ban_mutant.c sim/ban_mutant.h \
	sim/legality.c sim/legality.h \
	sim/mock_target.c sim/mock_target.h \
	sim/mutant.c sim/mutant.h \
	sim/qualify.c sim/qualify.h \
	sim/score.c sim/score.h \
	sim/score_json.c \
	sim/simulation.c sim/simulation.h \
	sim/trace.c sim/trace.h
