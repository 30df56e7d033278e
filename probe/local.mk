# SPDX-License-Identifier: Apache-2.0
# Does a server speak the binding?
noinst_LIBRARIES += libixprobe.a
libixprobe_a_SOURCES = \
	probe/check.c probe/check.h \
	probe/musts.h \
	probe/musts_fences.c \
	probe/musts_frames.c \
	probe/musts_messages.c \
	probe/musts_order.c \
	probe/musts_requests.c \
	probe/probe.c probe/probe.h \
	probe/setup.h \
	probe/visit.c probe/visit.h probe/visit_up.c
