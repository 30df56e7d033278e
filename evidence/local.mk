# SPDX-License-Identifier: Apache-2.0
# What a recording proves: compared with itself and with what it names.
noinst_LIBRARIES += libixevidence.a
libixevidence_a_SOURCES = \
	evidence/at_hand.h \
	evidence/doubt.c evidence/doubt.h \
	evidence/evidence.c evidence/evidence.h \
	evidence/held_cases.c evidence/held_cases.h \
	evidence/held_clocks.c evidence/held_clocks.h \
	evidence/held_order.c evidence/held_order.h \
	evidence/held_suite.c evidence/held_suite.h \
	evidence/held_target.c evidence/held_target.h
