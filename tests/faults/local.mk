# SPDX-License-Identifier: Apache-2.0
# Calls of the system and of malloc() that fail; 'make faults' is the long form.
dist_check_SCRIPTS += tests/faults/faults.test
EXTRA_DIST += tests/faults/sweep.sh

if HAVE_FAULTS
noinst_PROGRAMS += tests/faults/failing
check_DATA += tests/faults/preload.so
endif
tests_faults_failing_SOURCES = tests/faults/failing.c tests/faults/shared.h
tests_faults_failing_LDADD = libixcore.a

# Loaded before the libraries of the program: without sanitizers.
EXTRA_DIST += tests/faults/preload.c
CLEANFILES += tests/faults/preload.so
tests/faults/preload.so: tests/faults/preload.c tests/faults/shared.h
	$(AM_V_CC)$(MKDIR_P) tests/faults && \
	$(CC) -std=gnu11 -D_GNU_SOURCE -I$(srcdir) $(WARNING_CFLAGS) -O1 -shared -fPIC \
	    -o $@ $(srcdir)/tests/faults/preload.c

# POINTS=N tries N of each kind instead of all; SCENARIOS='live mock/poll'.
.PHONY: faults
faults: all tests/faults/preload.so
	@if test -n '$(SANITIZER_CFLAGS)'; then \
	    echo 'configured with --enable-sanitizers: malloc() cannot fail there' >&2; \
	    exit 2; fi
	$(SHELL) $(srcdir)/tests/faults/sweep.sh ./ixconform tests/faults/failing \
	    '$(POINTS)' $(SCENARIOS)
