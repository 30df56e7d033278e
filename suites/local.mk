# SPDX-License-Identifier: Apache-2.0
# One manifest per model.
nobase_dist_pkgdata_DATA += \
	suites/conference.xml
