# SPDX-License-Identifier: Apache-2.0
# The adapters; skipped without what they are written in.
dist_check_SCRIPTS += tests/adapters/python.test

EXTRA_DIST += tests/adapters/binding_checks.py
