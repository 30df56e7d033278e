# SPDX-License-Identifier: Apache-2.0
# Between the binding and other people's servers: to be copied and changed.
nobase_dist_pkgdata_DATA += \
	adapters/psdk/README.md \
	adapters/psdk/adapter.properties \
	adapters/psdk/src/ixconform/psdk/Channel.java \
	adapters/psdk/src/ixconform/psdk/Json.java \
	adapters/psdk/src/ixconform/psdk/Main.java \
	adapters/psdk/src/ixconform/psdk/Messages.java \
	adapters/psdk/src/ixconform/psdk/Party.java \
	adapters/psdk/target.xml \
	adapters/python/README.md \
	adapters/python/binding.py \
	adapters/python/example.py \
	adapters/python/frames.py \
	adapters/python/target.xml
