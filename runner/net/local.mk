# SPDX-License-Identifier: Apache-2.0
# The client of the binding; the only home of libcurl.
noinst_LIBRARIES += libixnet.a
libixnet_a_CFLAGS = $(AM_CFLAGS) $(LIBCURL_CFLAGS)
libixnet_a_SOURCES = \
	runner/net/channel.c runner/net/channel.h \
	runner/net/channel_config.h \
	runner/net/caller.c runner/net/caller.h \
	runner/net/http.c runner/net/http.h runner/net/http_words.c \
	runner/net/lines.c runner/net/lines.h \
	runner/net/post.c runner/net/post.h \
	runner/net/proxy.c runner/net/proxy.h \
	runner/net/pulse.c runner/net/pulse.h \
	runner/net/sockets.c runner/net/sockets.h \
	runner/net/stream.c runner/net/stream.h
