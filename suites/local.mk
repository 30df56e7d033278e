# SPDX-License-Identifier: Apache-2.0
# One manifest per model.
nobase_dist_pkgdata_DATA += \
	suites/agent-pulls.xml \
	suites/agent-submits.xml \
	suites/change-properties.xml \
	suites/conference.xml \
	suites/deliver.xml \
	suites/intrusion.xml \
	suites/media-server-submits.xml \
	suites/place-in-queue.xml \
	suites/place-in-workbin.xml \
	suites/registration.xml \
	suites/stop-processing.xml \
	suites/transfer.xml \
	suites/workbin-operations.xml

# The suites against the mock, as a test.
check_PROGRAMS += suites/check-suites
suites_check_suites_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
suites_check_suites_LDADD = \
	libixcli.a libixqualify.a libixsim.a \
	libixreplay.a libixexec.a libixsession.a libixevidence.a libixreports.a libixcompare.a libixrelease.a libixrecord.a libixconformance.a libixnet.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBCURL_LIBS) $(MICROHTTPD_LIBS) $(LIBXML_LIBS) $(CRYPTO_LIBS) \
	$(CHECK_LIBS)
suites_check_suites_SOURCES = \
	suites/check_suites.c \
	suites/trial.c suites/trial.h

# The bar that qualify sets, and its own test.  The sanitizers cost a factor of
# ten, so with them it tries a tenth of the schedules.
LONG_TESTS += \
	suites/servers.test \
	suites/readings.test \
	suites/qualify.test
EXTRA_DIST += suites/bar.sh
AM_TESTS_ENVIRONMENT += SANITIZERS='$(SANITIZER_CFLAGS)'; export SANITIZERS;

# A million schedules: a few minutes.
.PHONY: soak-qualify
soak-qualify: all
	IXCONFORM_DATA='$(abs_top_srcdir)' ./ixconform qualify --schedules 1000000
soak: soak-qualify
