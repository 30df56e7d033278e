# SPDX-License-Identifier: Apache-2.0
# What the runner talks about: fixtures, suites, targets, observations, outcomes.
noinst_LIBRARIES += libixmodel.a
libixmodel_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixmodel_a_SOURCES = \
	runner/model/baseline.c runner/model/baseline.h \
	runner/model/catalogue.c runner/model/catalogue.h \
	runner/model/event.h \
	runner/model/fixture.c runner/model/fixture.h \
	runner/model/limits.h \
	runner/model/observation.c runner/model/observation.h \
	runner/model/order.c runner/model/order.h \
	runner/model/outcome.c runner/model/outcome.h \
	runner/model/party.c runner/model/party.h \
	runner/model/row.c runner/model/row.h \
	runner/model/sketch.c runner/model/sketch.h \
	runner/model/step_copy.c runner/model/step_copy.h \
	runner/model/suite.c runner/model/suite.h \
	runner/model/target.c runner/model/target.h \
	runner/model/template.c runner/model/template.h \
	runner/model/walk.c runner/model/walk.h
