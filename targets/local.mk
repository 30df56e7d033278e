# SPDX-License-Identifier: Apache-2.0
# Targets: the embedded mock, an example to copy, and what one may put in place
# of a setup.
nobase_dist_pkgdata_DATA += \
	targets/agent-submits.xml \
	targets/embedded.xml \
	targets/example-server.xml \
	targets/example-waivers.xml
