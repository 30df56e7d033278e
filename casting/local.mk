# SPDX-License-Identifier: Apache-2.0
# The cases of the suites, found in the log of a server.
noinst_LIBRARIES += libixcasting.a
libixcasting_a_CFLAGS = $(AM_CFLAGS)
libixcasting_a_SOURCES = \
	casting/candidates.c casting/candidates.h \
	casting/casting.c casting/casting.h \
	casting/players.c casting/players.h \
	casting/reel.c casting/reel.h \
	casting/sequence.c casting/sequence.h \
	casting/take.c casting/take.h \
	casting/trial.c casting/trial.h \
	casting/veil.c casting/veil.h
