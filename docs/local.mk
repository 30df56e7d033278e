# SPDX-License-Identifier: Apache-2.0
dist_man_MANS += \
	docs/man/ixconform.1 \
	docs/man/ixconform-load.1 \
	docs/man/ixconform-fixture.5 \
	docs/man/ixconform-target.5

# What --help, messages and the man pages call docs/NAME.md.
dist_doc_DATA = \
	COPYING \
	docs/ARCHITECTURE.md \
	docs/FIXTURES.md \
	docs/baseline.md \
	docs/binding.md \
	docs/certification.md \
	docs/ci.md \
	docs/coverage.md \
	docs/coverage-of-states.md \
	docs/debugging.md \
	docs/evidence.md \
	docs/interpretations.md \
	docs/judge.md \
	docs/limits.md \
	docs/load.md \
	docs/mock.md \
	docs/new-model.md \
	docs/probe.md \
	docs/qualify.md \
	docs/real-server.md \
	docs/releases.md \
	docs/server-log.md \
	docs/transcript.md

EXTRA_DIST += \
	docs/coverage-of-states.xml \
	docs/layers.txt

# The example of docs/judge.md, which a test runs.
check_PROGRAMS += docs/judge_alone
docs_judge_alone_SOURCES = docs/judge_alone.c
docs_judge_alone_LDADD = \
	libixjudge.a libixload.a libixmodel.a libixwire.a libixxml.a libixcore.a \
	$(LIBXML_LIBS)
