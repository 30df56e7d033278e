# SPDX-License-Identifier: Apache-2.0
# The tests mirror the tree: a Check program per folder, and the rules of the
# code as scripts.  Recording who allocated what is a fifth of the cost of the
# sanitizers, so they keep few callers; and each test ends with a search for
# leaks that looks at all that was freed, so they keep little of it.  Both may be
# said otherwise in ASAN_OPTIONS.
AM_TESTS_ENVIRONMENT += \
	CK_VERBOSITY=silent; export CK_VERBOSITY; \
	CK_DEFAULT_TIMEOUT=60; export CK_DEFAULT_TIMEOUT; \
	ASAN_OPTIONS="malloc_context_size=5:quarantine_size_mb=4:$$ASAN_OPTIONS"; export ASAN_OPTIONS; \
	CC='$(CC)'; export CC; \
	HARDENING='$(HARDENING_CFLAGS) $(HARDENING_LDFLAGS)'; export HARDENING; \
	RULE_CPPFLAGS='-D_GNU_SOURCE -I$(abs_top_builddir) $(LIBXML_CFLAGS) $(LIBCURL_CFLAGS) \
	    $(MICROHTTPD_CFLAGS) $(LIBARCHIVE_CFLAGS) $(CHECK_CFLAGS)'; export RULE_CPPFLAGS;

dist_check_SCRIPTS += \
	tests/rules/circles.test \
	tests/rules/commits.test \
	tests/rules/format.test \
	tests/rules/globals.test \
	tests/rules/headers.test \
	tests/rules/json.test \
	tests/rules/layers.test \
	tests/rules/mirror.test \
	tests/rules/scripts.test \
	tests/rules/sizes.test \
	tests/rules/words.test

EXTRA_DIST += \
	tests/check_main.h \
	tests/occurrences.h \
	tests/peer.h \
	tests/rules/calls.txt \
	tests/rules/circles.awk \
	tests/rules/circles.txt \
	tests/rules/files.sh \
	tests/rules/layers.awk \
	tests/rules/rules.sh \
	tests/rules/sizes.awk \
	tests/rules/tics.txt \
	tests/rules/words.awk \
	tests/tap.sh

# Scripts that rewrite golden files from what the program prints now; run from
# the build folder with the same environment as the tests.
GOLDEN =

.PHONY: golden
golden: all
	@$(AM_TESTS_ENVIRONMENT) \
	for script in $(GOLDEN); do \
	    echo "golden $$script"; \
	    $(SHELL) $(srcdir)/$$script --write || exit 1; \
	done

include tests/core/local.mk
include tests/archive/local.mk
include tests/xml/local.mk
include tests/wire/local.mk
include tests/model/local.mk
include tests/load/local.mk
include tests/judge/local.mk
include tests/net/local.mk
include tests/probe/local.mk
include tests/mock/local.mk
include tests/bundle/local.mk
include tests/reports/local.mk
include tests/serverlog/local.mk
include tests/docs/local.mk
include tests/exec/local.mk
include tests/shards/local.mk
include tests/loadtest/local.mk
include tests/sim/local.mk
include tests/bench/local.mk
include tests/cli/local.mk
include tests/adapters/local.mk
include tests/browser/local.mk
include tests/packaging/local.mk
include tests/faults/local.mk
include tests/fuzz/local.mk
include tests/figures/local.mk
