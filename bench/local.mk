# SPDX-License-Identifier: Apache-2.0
# Benchmarks: each prints what it measured beside what is wanted, and fails
# when it is missed.  A bench adds its program to BENCHES.
BENCHES =
EXTRA_PROGRAMS = $(BENCHES)
CLEANFILES += $(BENCHES)

.PHONY: bench
bench: all $(BENCHES)
	@status=0; for program in $(BENCHES); do \
	    IXCONFORM_DATA='$(abs_top_srcdir)' ./$$program || status=1; \
	done; exit $$status
