# SPDX-License-Identifier: Apache-2.0
# A recording, judged again.
noinst_LIBRARIES += libixreplay.a
libixreplay_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixreplay_a_SOURCES = \
	runner/replay/replay.c runner/replay/replay.h \
	runner/replay/replay_attempts.c \
	runner/replay/replay_lease.c \
	runner/replay/replay_outcome.c \
	runner/replay/replay_plain.c \
	runner/replay/replay_trace.c \
	runner/replay/replayed.h
