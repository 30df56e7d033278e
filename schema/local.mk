# SPDX-License-Identifier: Apache-2.0
# The catalogue of messages, and the grammars of our files.
nobase_dist_pkgdata_DATA += \
	schema/catalogue.xml \
	schema/baseline.rng \
	schema/catalogue.rng \
	schema/ctrf.schema.json \
	schema/excuses.rng \
	schema/fixture.rng \
	schema/ics.rng \
	schema/open-test-reporting/core.xsd \
	schema/open-test-reporting/hierarchy.xsd \
	schema/open-test-reporting/ixconform.xsd \
	schema/open-test-reporting/report.xsd \
	schema/run.schema.json \
	schema/state-excuses.rng \
	schema/suite.rng \
	schema/target.rng \
	schema/waivers.rng
