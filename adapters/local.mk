# SPDX-License-Identifier: Apache-2.0
# Between the binding and other people's servers: to be copied and changed.
nobase_dist_pkgdata_DATA += \
	adapters/python/README.md \
	adapters/python/binding.py \
	adapters/python/example.py \
	adapters/python/frames.py \
	adapters/python/target.xml
