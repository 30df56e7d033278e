# SPDX-License-Identifier: Apache-2.0
# Which requirements there are, what of them a vendor claims, what is waived.
noinst_LIBRARIES += libixconformance.a
libixconformance_a_SOURCES = \
	conformance/requirement_list.c conformance/requirement_list.h
