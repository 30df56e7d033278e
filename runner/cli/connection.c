/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/connection.h"

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

struct channel_config
connection_config(
    const struct target *t, const char *url, const char *secret, int stop_fd)
{
	return (struct channel_config){ .url = url,
		.ca_file = t->ca_file,
		.certificate_file = t->certificate_file,
		.key_file = t->key_file,
		.proxy = t->proxy,
		.credentials = channel_credentials(t->credentials),
		.secret = secret,
		.stop_fd = stop_fd };
}
