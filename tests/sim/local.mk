# SPDX-License-Identifier: Apache-2.0
# The simulation and the parts of qualify.  The rules of mutation are tested
# with tests/judge/rig.c.
check_PROGRAMS += tests/sim/test-sim
tests_sim_test_sim_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_sim_test_sim_LDADD = \
	libixqualify.a libixsim.a \
	libixreplay.a libixexec.a libixsession.a libixjudge.a libixlint.a libixload.a \
	libixmock.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(MICROHTTPD_LIBS) $(LIBXML_LIBS) $(CHECK_LIBS)
tests_sim_test_sim_SOURCES = \
	tests/judge/rig.c tests/judge/rig.h \
	tests/sim/main.c tests/sim/suites.h \
	tests/sim/shipped.c tests/sim/shipped.h \
	tests/sim/test_agenda.c \
	tests/sim/test_exploration.c \
	tests/sim/test_mutant.c \
	tests/sim/test_qualify.c \
	tests/sim/test_score.c \
	tests/sim/test_servers.c \
	tests/sim/test_simulation.c \
	tests/sim/test_trace.c
