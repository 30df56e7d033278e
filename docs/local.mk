# SPDX-License-Identifier: Apache-2.0
EXTRA_DIST += \
	docs/FIXTURES.md \
	docs/layers.txt
