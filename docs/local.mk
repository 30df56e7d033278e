# SPDX-License-Identifier: Apache-2.0
dist_man_MANS += \
	docs/man/ixconform.1 \
	docs/man/ixconform-fixture.5 \
	docs/man/ixconform-target.5

EXTRA_DIST += \
	docs/ARCHITECTURE.md \
	docs/FIXTURES.md \
	docs/baseline.md \
	docs/binding.md \
	docs/ci.md \
	docs/coverage.md \
	docs/debugging.md \
	docs/interpretations.md \
	docs/judge.md \
	docs/layers.txt \
	docs/qualify.md \
	docs/transcript.md
