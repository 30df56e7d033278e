# SPDX-License-Identifier: Apache-2.0
# Which requirements there are, what of them a vendor claims, what is waived.
noinst_LIBRARIES += libixconformance.a
libixconformance_a_SOURCES = \
	conformance/ics.c conformance/ics.h conformance/ics_file.c \
	conformance/ics_print.c conformance/ics_suites.c \
	conformance/ics_review.c conformance/ics_review.h \
	conformance/ixit.c conformance/ixit.h \
	conformance/requirement_list.c conformance/requirement_list.h \
	conformance/waivers.c conformance/waivers.h conformance/waivers_file.c
