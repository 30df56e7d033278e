# SPDX-License-Identifier: Apache-2.0
# Files to the structures of model, with located diagnostics; lint.
noinst_LIBRARIES += libixload.a
libixload_a_SOURCES = \
	load/element/attributes.c load/element/attributes.h \
	load/baseline_file.c load/baseline_file.h \
	load/catalogue_file.c load/catalogue_file.h \
	load/element/conditions.c load/element/conditions.h \
	load/fixture_file.c load/fixture_file.h \
	load/ids.c load/ids.h \
	load/links.c load/links.h \
	load/references.c load/references.h \
	load/requirement_ids.c load/requirement_ids.h \
	load/element/dates.c load/element/dates.h \
	load/element/outgoing.c load/element/outgoing.h \
	load/path.c load/path.h \
	load/run_parties.c load/run_parties.h \
	load/target_options.c load/target_options.h \
	load/target_pool.c load/target_pool.h \
	load/element/party_scope.c load/element/party_scope.h \
	load/element/preambles.c load/element/preambles.h \
	load/element/reader.c load/element/reader.h \
	load/element/server_options.c load/element/server_options.h \
	load/element/spelling.c load/element/spelling.h \
	load/steps.c load/steps.h \
	load/suite_file.c load/suite_file.h \
	load/target_file.c load/target_file.h \
	load/element/times.c load/element/times.h
