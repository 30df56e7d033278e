# SPDX-License-Identifier: Apache-2.0
# Cases in motion: sessions, the pools they borrow from, the whole run.
noinst_LIBRARIES += libixexec.a
libixexec_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixexec_a_SOURCES = \
	runner/exec/campaign.c runner/exec/campaign.h \
	runner/exec/campaign_cases.c \
	runner/exec/campaign_fates.c \
	runner/exec/campaign_feed.c \
	runner/exec/campaign_parties.c \
	runner/exec/campaign_shared.c \
	runner/exec/campaign_start.c runner/exec/campaign_state.h \
	runner/exec/campaign_tell.c \
	runner/exec/feed.h \
	runner/exec/hub.c runner/exec/hub.h \
	runner/exec/late.c runner/exec/late.h \
	runner/exec/loop.c runner/exec/loop.h \
	runner/exec/notice.c runner/exec/notice.h \
	runner/exec/plan.c runner/exec/plan.h \
	runner/exec/pool.c runner/exec/pool.h \
	runner/exec/reliance.c runner/exec/reliance.h \
	runner/exec/replay.c runner/exec/replay.h runner/exec/replayed.h \
	runner/exec/replay_lease.c \
	runner/exec/replay_plain.c runner/exec/replay_trace.c \
	runner/exec/session.c runner/exec/session.h \
	runner/exec/session_binding.c \
	runner/exec/session_closing.c \
	runner/exec/session_life.c \
	runner/exec/session_proof.c runner/exec/session_state.h \
	runner/exec/session_standing.c \
	runner/exec/slack.c runner/exec/slack.h \
	runner/exec/teardown.c runner/exec/teardown.h
