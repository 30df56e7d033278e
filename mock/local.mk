# SPDX-License-Identifier: Apache-2.0
# The reference server: sans-I/O state machine, faults, and the only home of
# libmicrohttpd.
noinst_LIBRARIES += libixmock.a
libixmock_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(LTO_CFLAGS)
libixmock_a_SOURCES = \
	mock/aftermath.c mock/aftermath.h \
	mock/backlog.c mock/backlog.h \
	mock/behaviour.c mock/behaviour.h \
	mock/carrier.c mock/carrier.h \
	mock/client.c mock/client.h \
	mock/decision.c mock/decision.h \
	mock/deviation.c mock/deviation.h \
	mock/distance.c mock/distance.h \
	mock/fault.c mock/fault.h \
	mock/hash.c mock/hash.h \
	mock/http.c mock/http.h \
	mock/interaction.c mock/interaction.h \
	mock/invite.c mock/invite.h \
	mock/lifecycle.c mock/lifecycle.h \
	mock/list.h \
	mock/listen.c mock/listen.h \
	mock/location.c mock/location.h \
	mock/notify.c mock/notify.h \
	mock/offer.c mock/offer.h \
	mock/outbox.c mock/outbox.h \
	mock/request.c mock/request.h \
	mock/route.c mock/route.h \
	mock/serve.c mock/serve.h \
	mock/server.c mock/server.h \
	mock/tamper.c mock/tamper.h \
	mock/variant.c mock/variant.h \
	mock/world.h
