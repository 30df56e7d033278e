# SPDX-License-Identifier: Apache-2.0
# The checks of the binding against the mock, and against what is no server.
dist_check_SCRIPTS += tests/probe/probe.test
