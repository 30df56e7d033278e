# SPDX-License-Identifier: Apache-2.0
# Targets: the embedded mock, and an example to copy.
nobase_dist_pkgdata_DATA += \
	targets/embedded.xml \
	targets/example-server.xml
