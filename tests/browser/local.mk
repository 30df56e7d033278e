# SPDX-License-Identifier: Apache-2.0
# Reports as a reader meets them; skipped without chromium and playwright-core.
dist_check_SCRIPTS += tests/browser/browser.test

EXTRA_DIST += \
	tests/browser/grow.js \
	tests/browser/package.json \
	tests/browser/reader.js
