# SPDX-License-Identifier: Apache-2.0
# What people install: the Debian package, the container, the recipes for CI.
dist_check_SCRIPTS += \
	tests/packaging/container.test \
	tests/packaging/hardening.test \
	tests/packaging/paths.test \
	tests/packaging/version.test
LONG_TESTS += \
	tests/packaging/debian.test \
	tests/packaging/release.test

EXTRA_DIST += tests/packaging/packaging.sh
