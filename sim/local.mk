# SPDX-License-Identifier: Apache-2.0
# Runner and mock in one process, without sockets, on a virtual clock.
noinst_LIBRARIES += libixsim.a
libixsim_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixsim_a_SOURCES = \
	sim/agenda.c sim/agenda.h \
	sim/census.c sim/census.h \
	sim/mock_target.c sim/mock_target.h \
	sim/simulation.c sim/simulation.h \
	sim/states.c sim/states.h
