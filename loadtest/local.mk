# SPDX-License-Identifier: Apache-2.0
# Load: which case starts when, what is measured of it, and what is kept.
noinst_LIBRARIES += libixloadtest.a
libixloadtest_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixloadtest_a_SOURCES = \
	loadtest/account.c loadtest/account.h \
	loadtest/account_json.c \
	loadtest/account_page.c \
	loadtest/account_record.c loadtest/account_record.h \
	loadtest/conductor.c loadtest/conductor.h \
	loadtest/episode.c loadtest/episode.h \
	loadtest/examples.c loadtest/examples.h \
	loadtest/explanation.c loadtest/explanation.h \
	loadtest/figures.c loadtest/figures.h \
	loadtest/meter.c loadtest/meter.h \
	loadtest/mix.c loadtest/mix.h \
	loadtest/past_account.c loadtest/past_account.h \
	loadtest/plot.c loadtest/plot.h \
	loadtest/rate.c loadtest/rate.h \
	loadtest/schedule.c loadtest/schedule.h \
	loadtest/series.c loadtest/series.h \
	loadtest/threshold.c loadtest/threshold.h
