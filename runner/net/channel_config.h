/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a channel is made with: where the server is and how it is spoken to, and
 * who gets what comes from it.
 */
#ifndef IXC_RUNNER_NET_CHANNEL_CONFIG_H
#define IXC_RUNNER_NET_CHANNEL_CONFIG_H

#include "core/clock.h"
#include "core/trace.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Frames waiting to be sent: a server accepts as much in one request. */
#define CHANNEL_QUEUE_MAX_BYTES ((size_t)4 << 20)

enum channel_credentials {
	CHANNEL_NO_CREDENTIALS,
	CHANNEL_BASIC,  /* secret: "user:password" */
	CHANNEL_BEARER, /* secret: the token */
};

/* Everything is copied; NULL means "none" wherever it makes sense. */
struct channel_config {
	const char *url;     /* base address, with or without a last slash */
	const char *ca_file; /* PEM; NULL: the system's authorities */
	const char *certificate_file;
	const char *key_file;
	const char *pass_phrase; /* of the key; never printed, as 'secret' */
	bool is_unverified;      /* any certificate will do, of anyone */
	const char *proxy; /* NULL: none; the environment is not looked at */
	/*
	 * The variable that names the proxy: it is then none for loopback
	 * addresses and for the hosts of 'no_proxy'.  NULL: the target names
	 * it, for every host.
	 */
	const char *proxy_variable;
	const char *no_proxy; /* as in the environment, or NULL */
	enum channel_credentials credentials;
	/*
	 * Never printed anywhere: it is removed from everything the server says
	 * before that is used, in clear text unless it 'is_no_secret', like a
	 * name that messages have to contain.
	 */
	const char *secret;
	bool is_no_secret;
	/* How long to wait for a connection and for each answer; 0: 10 s. */
	int64_t connect_timeout_ns;
	/*
	 * The header by which a server knows a run of the same pool again, so
	 * that it forgets the channel of one that was killed; NULL: none.
	 */
	const char *client;
	int stop_fd; /* readable: do not wait for a connection; 0: none */
	struct trace *trace; /* borrowed; NULL: no trace */
};

/*
 * Called from channel_wait() only.  What is passed is borrowed for the call
 * (the message has its own references).  May call channel_send(),
 * channel_take_lag() and channel_now_ns(), and no other function of the
 * channel.
 */
struct channel_handler {
	void *context;
	void (*frame)(void *context, const struct frame *f,
	    const struct reading_time *when);
	/*
	 * A line that is not a frame: at most FRAME_MAX_BYTES of it, the party
	 * it seems to be for (or 0), and what is wrong with it.
	 */
	void (*malformed)(void *context, const char *raw, size_t size,
	    unsigned party_guess, const char *problem,
	    const struct reading_time *when);
	/*
	 * What was passed so far is about to be acknowledged, after which the
	 * server may forget it: have it written.  May be NULL.
	 */
	void (*keep)(void *context);
};

#endif
