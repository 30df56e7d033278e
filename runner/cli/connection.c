/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/connection.h"

#include "core/descriptors.h"
#include "mock/http.h"

#include <stdlib.h>
#include <string.h>

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

/* As curl does: HTTP_PROXY is none, for a CGI script gets it from anybody. */
static void
find_proxy(struct channel_config *config)
{
	static const char *const plain[] = { "http_proxy", "all_proxy",
		"ALL_PROXY", NULL };
	static const char *const encrypted[] = { "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", NULL };
	bool is_tls = config->url && strncmp(config->url, "https:", 6) == 0;
	const char *const *name = is_tls ? encrypted : plain;
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

struct channel_config
connection_config(
    const struct target *t, const char *url, const char *secret, int stop_fd)
{
	struct channel_config config = { .url = url,
		.ca_file = t->ca_file,
		.certificate_file = t->certificate_file,
		.key_file = t->key_file,
		.proxy = t->proxy,
		.credentials = channel_credentials(t->credentials),
		.secret = secret,
		.stop_fd = stop_fd };
	if (!config.proxy)
		find_proxy(&config);
	return config;
}

bool
connection_check(const struct target *t, struct diag *diag)
{
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
	struct channel_config config = connection_config(t, t->url, NULL, 0);
	return t->embedded || channel_check(&config, diag);
}
