# SPDX-License-Identifier: Apache-2.0
# What the program was released as, and what a suite's digest is.
noinst_LIBRARIES += libixrelease.a
libixrelease_a_SOURCES = \
	release/release.c release/release.h \
	release/suite_digest.c release/suite_digest.h
nodist_libixrelease_a_SOURCES = release/this_release.c

# Looked at by every make, since git may have moved on, and changed if it has.
CLEANFILES += release/this_release.c
EXTRA_DIST += build-aux/release.sh build-aux/sha256.sh build-aux/suite-list.sh
release/this_release.c: this-release
.PHONY: this-release
this-release:
	@$(MKDIR_P) release
	@$(SHELL) $(srcdir)/build-aux/release.sh '$(VERSION)' release/this_release.c
