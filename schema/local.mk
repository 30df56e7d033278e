# SPDX-License-Identifier: Apache-2.0
# The catalogue of messages, and the grammars of our files.
nobase_dist_pkgdata_DATA += \
	schema/catalogue.xml \
	schema/baseline.rng \
	schema/catalogue.rng \
	schema/excuses.rng \
	schema/fixture.rng \
	schema/run.schema.json \
	schema/state-excuses.rng \
	schema/suite.rng \
	schema/target.rng
