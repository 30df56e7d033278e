# SPDX-License-Identifier: Apache-2.0
# The reference server: sans-I/O state machine, faults, and the only home of
# libmicrohttpd.
noinst_LIBRARIES += libixmock.a
libixmock_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(LTO_CFLAGS)
libixmock_a_SOURCES = \
	mock/aftermath.c mock/aftermath.h \
	mock/http/backlog.c mock/http/backlog.h \
	mock/config/behaviour.c mock/config/behaviour.h \
	mock/config/binding_fault.c mock/config/binding_fault.h \
	mock/http/carrier.c mock/http/carrier.h \
	mock/state/client.c mock/state/client.h \
	mock/state/decision.c mock/state/decision.h \
	mock/conference.c mock/conference.h \
	mock/mistake.c mock/mistake.h \
	mock/dispatch.c mock/dispatch.h \
	mock/http/distance.c mock/http/distance.h \
	mock/config/config.c mock/config/config.h \
	mock/config/fault.c mock/config/fault.h \
	mock/config/fault_kind.c mock/config/fault_kind.h \
	mock/config/fault_print.c \
	mock/http/http.c mock/http/http.h \
	mock/state/interaction.c mock/state/interaction.h \
	mock/invite.c mock/invite.h \
	mock/config/lifecycle.c mock/config/lifecycle.h \
	mock/http/lapse.c mock/http/lapse.h mock/http/lapse_state.h \
	mock/http/lapse_body.c mock/http/lapse_down.c \
	mock/http/listen.c mock/http/listen.h \
	mock/state/location.c mock/state/location.h \
	mock/notify.c mock/notify.h \
	mock/letter.c mock/letter.h \
	mock/state/mock_output.c mock/state/mock_output.h \
	mock/placement.c mock/placement.h \
	mock/presence.c mock/presence.h \
	mock/state/offer.c mock/state/offer.h \
	mock/state/outbox.c mock/state/outbox.h \
	mock/request.c mock/request.h \
	mock/http/route.c mock/http/route.h \
	mock/serve.c mock/serve.h \
	mock/server.c mock/server.h \
	mock/tamper.c mock/tamper.h \
	mock/config/variant.c mock/config/variant.h \
	mock/state/subscription.c mock/state/subscription.h \
	mock/workbin.c mock/workbin.h \
	mock/state/objects.h
