# SPDX-License-Identifier: Apache-2.0
# What the runner talks about: fixtures, suites, targets, observations, outcomes.
noinst_LIBRARIES += libixmodel.a
libixmodel_a_CFLAGS = $(AM_CFLAGS) $(LTO_CFLAGS)
libixmodel_a_SOURCES = \
	model/baseline.c model/baseline.h \
	model/catalogue.c model/catalogue.h \
	model/event.h \
	model/fixture.c model/fixture.h \
	model/limits.h \
	model/observation.c model/observation.h \
	model/order.c model/order.h \
	model/outcome.c model/outcome.h \
	model/party.c model/party.h \
	model/repetition.c model/repetition.h \
	model/row.c model/row.h \
	model/sight.c model/sight.h \
	model/sketch.c model/sketch.h \
	model/step_copy.c model/step_copy.h \
	model/suite.c model/suite.h \
	model/target.c model/target.h \
	model/template.c model/template.h \
	model/walk.c model/walk.h
