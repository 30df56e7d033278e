# SPDX-License-Identifier: Apache-2.0
# The reference server: sans-I/O state machine, faults, and the only home of
# libmicrohttpd.
noinst_LIBRARIES += libixmock.a
libixmock_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(LTO_CFLAGS)
libixmock_a_SOURCES = \
	mock/aftermath.c mock/aftermath.h \
	mock/http/backlog.c mock/http/backlog.h \
	mock/config/behaviour.c mock/config/behaviour.h \
	mock/http/carrier.c mock/http/carrier.h \
	mock/client.c mock/client.h \
	mock/decision.c mock/decision.h \
	mock/deviation.c mock/deviation.h \
	mock/http/distance.c mock/http/distance.h \
	mock/config/config.c mock/config/config.h \
	mock/config/fault.c mock/config/fault.h \
	mock/config/fault_kind.c mock/config/fault_kind.h \
	mock/http/http.c mock/http/http.h \
	mock/interaction.c mock/interaction.h \
	mock/invite.c mock/invite.h \
	mock/config/lifecycle.c mock/config/lifecycle.h \
	mock/http/listen.c mock/http/listen.h \
	mock/location.c mock/location.h \
	mock/notify.c mock/notify.h \
	mock/offer.c mock/offer.h \
	mock/outbox.c mock/outbox.h \
	mock/request.c mock/request.h \
	mock/http/route.c mock/http/route.h \
	mock/serve.c mock/serve.h \
	mock/server.c mock/server.h \
	mock/tamper.c mock/tamper.h \
	mock/config/variant.c mock/config/variant.h \
	mock/world.h
