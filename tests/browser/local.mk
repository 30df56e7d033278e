# SPDX-License-Identifier: Apache-2.0
# Reports as a reader meets them; skipped without chromium and playwright-core.
LONG_TESTS += tests/browser/browser.test

EXTRA_DIST += \
	tests/browser/grow.js \
	tests/browser/package.json \
	tests/browser/reader.js
