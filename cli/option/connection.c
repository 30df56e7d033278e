/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/connection.h"

#include "core/clock.h"
#include "core/descriptors.h"
#include "core/source.h"
#include "core/text/redact.h"
#include "mock/http/http.h"
#include "runner/net/http.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long after a failed attempt the next one is made. */
#define RETRY_NS (200 * NS_PER_MS)

struct option_row
wait_option(int64_t *ns)
{
	return (struct option_row){ "wait", 0, "TIME",
		"wait up to TIME for the server to answer", .time_ns = ns };
}

static enum channel_credentials
channel_credentials(enum credentials_kind kind)
{
	switch (kind) {
	case CREDENTIALS_NONE:
		return CHANNEL_NO_CREDENTIALS;
	case CREDENTIALS_BASIC:
		return CHANNEL_BASIC;
	case CREDENTIALS_BEARER:
		return CHANNEL_BEARER;
	}
	return CHANNEL_NO_CREDENTIALS;
}

/*
 * Like curl: HTTP_PROXY is ignored, since a CGI script gets it from any client.
 */
static void
find_proxy(struct channel_config *config)
{
	static const char *const plain[] = { "http_proxy", "all_proxy",
		"ALL_PROXY", NULL };
	static const char *const encrypted[] = { "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", NULL };
	const char *const *name = http_has_tls(config->url) ? encrypted : plain;
	const char *value;
	while (*name && (!(value = getenv(*name)) || !*value))
		name++;
	if (!*name)
		return;
	config->proxy = value;
	config->proxy_variable = *name;
	config->no_proxy = getenv("no_proxy");
	if (!config->no_proxy)
		config->no_proxy = getenv("NO_PROXY");
}

/* The secret, or what of it a server should not repeat. */
static const char *
find_password(const struct target *t, const char *secret)
{
	const char *colon = strchr(secret, ':');
	return t->credentials == CREDENTIALS_BASIC && colon ? colon + 1
							    : secret;
}

static bool
holds(const char *text, const char *word)
{
	return text && strstr(text, word);
}

/* Is it part of a name that messages have to hold, to be right? */
static bool
is_in_target(const struct target *t, const char *word)
{
	bool is = !*word || holds(t->name, word);
	for (size_t i = 0; i < t->agents.count; i++)
		is |= holds(t->agents.items[i].agent_id, word) ||
		    holds(t->agents.items[i].place_id, word);
	for (size_t i = 0; i < t->queues.count; i++)
		is |= holds(t->queues.items[i], word);
	for (size_t i = 0; i < t->workbins.count; i++)
		is |= holds(t->workbins.items[i], word);
	for (size_t i = 0; i < t->values.count; i++)
		is |= holds(t->values.items[i].text, word);
	return is;
}

static void
warn_of_secret(struct diag *diag, const char *why)
{
	diag_warning(diag, NULL, "weak-secret",
	    "the secret of the target's <credentials> %s; if the server "
	    "repeats it, it appears in reports",
	    why);
}

/*
 * A secret that cannot be removed from what the server says is not a good one.
 */
static void
check_secret(const struct target *t, const char *secret, struct diag *diag)
{
	const char *password = find_password(t, secret);
	if (t->credentials == CREDENTIALS_NONE || !*password)
		return;
	if (strlen(password) < REDACT_MIN_BYTES)
		warn_of_secret(diag,
		    "is too short to be distinguished from a "
		    "word");
	else if (is_in_target(t, password))
		warn_of_secret(diag, "is part of a name in the target file");
}

struct channel_config
connection_config(const struct target *t, const char *url,
    const struct secrets *secrets, int stop_fd)
{
	struct channel_config config = { .url = url,
		.ca_file = t->ca_file,
		.certificate_file = t->certificate_file,
		.key_file = t->key_file,
		.pass_phrase = secrets->pass_phrase,
		.is_unverified = t->is_unverified,
		.proxy = t->proxy,
		.credentials = channel_credentials(t->credentials),
		.secret = secrets->credentials,
		.stop_fd = stop_fd };
	config.is_no_secret =
	    is_in_target(t, find_password(t, secrets->credentials));
	if (!config.proxy)
		find_proxy(&config);
	return config;
}

char *
connection_embed_target(const struct target *t, const struct secrets *secrets,
    bool *ret_is_redacted)
{
	struct channel_config config = connection_config(t, t->url, secrets, 0);
	struct http_peer peer;
	struct buf text;
	*ret_is_redacted = false;
	if (t->embedded)
		return mem_strdup(t->source->text);
	buf_init(&text, SOURCE_MAX_BYTES);
	buf_add(&text, t->source->text, t->source->size);
	http_peer_init(&peer, &config);
	http_peer_redact(&peer, &text);
	http_peer_free(&peer);
	*ret_is_redacted = strcmp(buf_text(&text), t->source->text) != 0;
	return buf_take(&text);
}

/* FNV-1a, of the text and its NUL. */
static void
add_to_hash(uint64_t *code, const char *text)
{
	size_t i = 0;
	do {
		*code =
		    (*code ^ (unsigned char)text[i]) * UINT64_C(0x100000001B3);
	} while (text[i++]);
}

char *
connection_name_client(char *into, const struct target *t)
{
	uint64_t code = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < t->agents.count; i++)
		add_to_hash(&code, t->agents.items[i].agent_id);
	for (size_t i = 0; i < t->queues.count; i++)
		add_to_hash(&code, t->queues.items[i]);
	for (size_t i = 0; i < t->workbins.count; i++)
		add_to_hash(&code, t->workbins.items[i]);
	snprintf(into, CONNECTION_CLIENT_SIZE, "pool-%016" PRIx64, code);
	return into;
}

bool
connection_check(
    const struct target *t, const struct secrets *secrets, struct diag *diag)
{
	check_secret(t, secrets->credentials, diag);
	unsigned wanted =
	    CHANNEL_DESCRIPTORS + (t->embedded ? MOCK_HTTP_DESCRIPTORS : 0);
	unsigned left = descriptors_left(wanted);
	if (left < wanted) {
		diag_error(diag, NULL,
		    "the limit of open files leaves %u to this run, which "
		    "needs %u",
		    left, wanted);
		diag_note(diag, "raise it, for example with 'ulimit -n 256'");
		return false;
	}
	struct channel_config config = connection_config(t, t->url, secrets, 0);
	return t->embedded || channel_check(&config, diag);
}

/* False: we were stopped. */
static bool
rest(int64_t until_ns, int stop_fd)
{
	struct pollfd stop = { .fd = stop_fd, .events = POLLIN };
	int64_t ns = until_ns - clock_now_ns();
	int ms = ns > 0 ? (int)(ns / NS_PER_MS) + 1 : 0;
	return poll(&stop, 1, ms) <= 0;
}

bool
connection_await(const struct connection_attempt *a, int64_t wait_ns,
    int stop_fd, struct diag *diag)
{
	int64_t now_ns = clock_now_ns(), limit_ns = now_ns + wait_ns;
	bool is_told = false;
	while (now_ns + RETRY_NS < limit_ns) {
		struct diag early;
		diag_init(&early);
		bool good = a->make(a->context, &early);
		diag_free(&early);
		if (good)
			return true;
		if (!is_told)
			fprintf(
			    stderr, "waiting for the server at %s\n", a->url);
		is_told = true;
		if (!rest(clock_now_ns() + RETRY_NS, stop_fd))
			break;
		now_ns = clock_now_ns();
	}
	return a->make(a->context, diag);
}

struct connecting {
	const struct channel_config *config;
	bool *is_broken;
	struct loop *loop;
};

static bool
connect_once(void *context, struct diag *diag)
{
	struct connecting *c = context;
	c->loop = loop_connect(c->config, c->is_broken, diag);
	return c->loop != NULL;
}

struct loop *
connect_within(const struct channel_config *config, int64_t wait_ns,
    int stop_fd, bool *ret_is_broken, struct diag *diag)
{
	struct connecting c = { .config = config, .is_broken = ret_is_broken };
	const struct connection_attempt attempt = { connect_once, &c,
		config->url };
	connection_await(&attempt, wait_ns, stop_fd, diag);
	return c.loop;
}
