# SPDX-License-Identifier: Apache-2.0
# The build's outer shell, and checks that need tools of a developer.
EXTRA_DIST += build-aux/bootstrap.sh build-aux/check-commits.sh build-aux/git-version.sh \
	build-aux/release-digests.sh build-aux/reproducible.sh build-aux/tarball.sh build-aux/text2c.sh quickstart selftest .ci/run .clang-tidy

# How it is installed elsewhere.
EXTRA_DIST += action.yml ci/action.sh ci/gitlab.yml Containerfile .containerignore \
	debian/changelog debian/clean debian/control debian/copyright debian/rules \
	debian/source/format

# A tarball knows its version without git.
dist-hook:
	$(AM_V_at)for what in '$(VERSION)' --commit --time; do \
	    $(SHELL) $(srcdir)/build-aux/git-version.sh "$$what"; \
	done >'$(distdir)/.tarball-version'
am__tar = $(SHELL) $(srcdir)/build-aux/tarball.sh "$$tardir"

# The same commit in three folders: the same bytes?
.PHONY: reproducible
reproducible:
	$(SHELL) $(srcdir)/build-aux/reproducible.sh $(srcdir)

# The tarball, with what shows that it is ours: CONTRIBUTING.md, Release.
GPG = gpg
.PHONY: release release-digests is-fresh
# Else the tarball would be called by another version than it says.
is-fresh:
	@now=`$(SHELL) $(srcdir)/build-aux/git-version.sh '$(VERSION)'`; \
	test "$$now" = '$(VERSION)' || { \
	    echo "configure is of $(VERSION), the tree of $$now: run autoreconf -fi and configure again" >&2; \
	    exit 2; }
release: release-digests
	sha256sum '$(distdir).tar.gz' >'$(distdir).tar.gz.sha256'
	$(GPG) --armor --detach-sign --yes '$(distdir).tar.gz'
	$(GPG) --armor --detach-sign --yes '$(distdir).digests'
release-digests: is-fresh ixconform dist
	$(AM_V_GEN)$(SHELL) $(srcdir)/build-aux/release-digests.sh \
	    ./ixconform '$(distdir).tar.gz' \
	    "`$(CC) --version | sed 1q`: $(CFLAGS) $(LTO_CFLAGS)" >'$(distdir).digests'

LINT_CPPFLAGS = $(DEFS) -D_GNU_SOURCE -DPKGDATADIR='"."' -I. -I$(abs_top_builddir) \
	$(LIBXML_CFLAGS) $(LIBCURL_CFLAGS) \
	$(MICROHTTPD_CFLAGS) $(CHECK_CFLAGS)

# Slow and full of opinions, so not part of make check.  cppcheck's ctuuninitvar
# takes a pointer to what is still to be filled in for a use of it.
.PHONY: lint-code
lint-code:
	cd $(srcdir) && cppcheck -q --std=c11 --error-exitcode=1 -I. \
	    --enable=warning,performance,portability --inline-suppr \
	    --library=gnu --suppress=missingInclude \
	    --suppress=checkLevelNormal --suppress=unmatchedSuppression \
	    --suppress=ctuuninitvar \
	    $$(sh tests/rules/files.sh . '*.c')
	cd $(srcdir) && clang-tidy --quiet --warnings-as-errors='*' \
	    $$(sh tests/rules/files.sh . '*.c') -- -std=gnu11 \
	    $(LINT_CPPFLAGS)
	cd $(srcdir) && shellcheck -s sh -x -P SCRIPTDIR -e SC2317 quickstart selftest .ci/run \
	    $$(sh tests/rules/files.sh . '*.sh' '*.test')

# Paths through the program that gcc thinks possible; its exceptions are
# explained in build-aux/analyzer.txt, those of clang-tidy in .clang-tidy.
EXTRA_DIST += build-aux/analyze.sh build-aux/analyzer.txt
.PHONY: analyze
analyze:
	cd $(srcdir) && CC='$(CC)' CPPFLAGS='$(LINT_CPPFLAGS)' \
	    sh build-aux/analyze.sh build-aux/analyzer.txt \
	    $$(sh tests/rules/files.sh . '*.c' | grep -v '^tests/\|^bench/\|^docs/\|^suites/')

# The thread of the mock next to a run, in a build with ThreadSanitizer.
.PHONY: tsan
tsan:
	$(MKDIR_P) out/tsan
	cd out/tsan && { test -f config.status || '$(abs_top_srcdir)/configure' -q \
	    CC='$(CC)' CFLAGS='-O1 -g -fsanitize=thread' --disable-lto --disable-hardening; }
	$(MAKE) -C out/tsan ixconform tests/mock/test-mock tests/net/test-net
	cd out/tsan && IXCONFORM_DATA='$(abs_top_srcdir)' top_srcdir='$(abs_top_srcdir)' \
	CK_FORK=no CK_DEFAULT_TIMEOUT=300 TSAN_OPTIONS=halt_on_error=1:exitcode=66 \
	sh -c './ixconform run --quiet || test $$? = 3 && \
	    ./ixconform load --cases 100 --jobs 20 --fit || test $$? = 3 && \
	    tests/mock/test-mock && tests/net/test-net'

# The commits of a branch against the rule in CONTRIBUTING.md.
BASE = main
.PHONY: check-commits
check-commits:
	cd $(srcdir) && sh build-aux/check-commits.sh '$(BASE)'

# Leaks and wild reads without sanitizers; CK_FORK=no keeps it one process.
.PHONY: valgrind
valgrind: $(check_PROGRAMS)
	@if test -n '$(SANITIZER_CFLAGS)'; then \
	    echo 'configured with --enable-sanitizers: use one or the other' >&2; \
	    exit 2; fi
	@status=0; $(AM_TESTS_ENVIRONMENT) \
	for program in $(check_PROGRAMS); do \
	    echo "valgrind $$program"; \
	    CK_FORK=no valgrind -q --leak-check=full --error-exitcode=1 \
		./$$program >$$program.valgrind.log 2>&1 || \
	    { status=1; cat $$program.valgrind.log; }; \
	done; exit $$status

MOSTLYCLEANFILES = $(check_PROGRAMS:=.valgrind.log)
