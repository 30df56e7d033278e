# SPDX-License-Identifier: Apache-2.0
# The whole run: what is run and when, the pools it borrows from, who is told.
noinst_LIBRARIES += libixexec.a
libixexec_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixexec_a_SOURCES = \
	runner/exec/attempt.c runner/exec/attempt.h \
	runner/exec/campaign.c runner/exec/campaign.h \
	runner/exec/campaign_attempts.c \
	runner/exec/campaign_cases.c \
	runner/exec/campaign_fates.c \
	runner/exec/campaign_feed.c \
	runner/exec/campaign_parties.c \
	runner/exec/campaign_shared.c \
	runner/exec/campaign_start.c \
	runner/exec/campaign_state.h \
	runner/exec/campaign_tell.c \
	runner/exec/feed.h \
	runner/exec/greeting.c runner/exec/greeting.h \
	runner/exec/hub.c runner/exec/hub.h \
	runner/exec/loop.c runner/exec/loop.h \
	runner/exec/notice.c runner/exec/notice.h \
	runner/exec/plan.c runner/exec/plan.h \
	runner/exec/pool.c runner/exec/pool.h \
	runner/exec/reliance.c runner/exec/reliance.h \
	runner/exec/slack.c runner/exec/slack.h \
	runner/exec/transit.c runner/exec/transit.h
