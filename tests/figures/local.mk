# SPDX-License-Identifier: Apache-2.0
# The table of attacks on the program, with what went wrong: SECURITY.md.
dist_check_SCRIPTS += tests/figures/figures.test
EXTRA_DIST += tests/figures/figures.sh

# FORM=short for the one of make check; SEED=2 for other inputs.
.PHONY: figures
figures: all $(check_PROGRAMS)
	$(SHELL) $(srcdir)/tests/figures/figures.sh ./ixconform . \
	    '$(if $(FORM),$(FORM),long)' '$(if $(SEED),$(SEED),1)'
