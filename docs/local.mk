# SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += \
	docs/binding.md \
	docs/FIXTURES.md \
	docs/interpretations.md \
	docs/layers.txt
