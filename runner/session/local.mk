# SPDX-License-Identifier: Apache-2.0
# One case in motion: what it sends, what it is told, how it ends.
noinst_LIBRARIES += libixsession.a
libixsession_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixsession_a_SOURCES = \
	runner/session/late.c runner/session/late.h \
	runner/session/session.c runner/session/session.h \
	runner/session/session_binding.c \
	runner/session/session_closing.c \
	runner/session/session_evidence.c \
	runner/session/session_life.c \
	runner/session/session_proof.c \
	runner/session/session_standing.c \
	runner/session/session_state.h \
	runner/session/teardown.c runner/session/teardown.h
