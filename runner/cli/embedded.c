/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/embedded.h"

#include "config.h"

#include <string.h>

#define USAGE_MAX_BYTES 8192

static bool
target_reads(const struct target *t, const char *reading, const char *value,
    bool fallback)
{
	const char *choice = target_reading(t, reading);
	return choice ? strcmp(choice, value) == 0 : fallback;
}

/* How the target reads the document is how its mock behaves. */
static struct mock_config
config_for(const struct target *t)
{
	struct mock_config config = mock_config_default();
	config.version = PACKAGE_VERSION;
	target_timer(t, "invitation-timeout", &config.invitation_timeout_ns);
	config.early_conference_answer =
	    target_reads(t, "R1", "early", config.early_conference_answer);
	config.invitee_learns =
	    !target_reads(t, "R4", "forbid", !config.invitee_learns);
	config.queue_too = target_reads(t, "R5", "queue-too", config.queue_too);
	config.expired_reason =
	    target_reads(t, "R6", "expired", config.expired_reason);
	return config;
}

bool
embedded_add_faults(struct mock_server *server,
    const struct fault_texts *faults, struct diag *diag)
{
	bool all_good = true;
	for (unsigned i = 0; i < faults->count; i++) {
		struct fault fault;
		if (fault_parse(faults->items[i], &fault, diag))
			mock_server_add_fault(server, &fault);
		else
			all_good = false;
	}
	return all_good;
}

bool
embedded_start(struct embedded *e, const struct target *target,
    const struct fault_texts *faults, struct diag *diag)
{
	struct mock_config config = config_for(target);
	if (config.invitation_timeout_ns <= 0) {
		diag_error(diag, NULL,
		    "the mock server cannot do with an invitation-timeout of "
		    "no time at all");
		return false;
	}
	e->server = mock_server_new(&config);
	if (!embedded_add_faults(e->server, faults, diag))
		return false;
	e->http = mock_http_new(e->server, "127.0.0.1:0", diag);
	if (!e->http)
		return false;
	if (mock_http_start(e->http))
		return true;
	diag_error(diag, NULL, "cannot start a thread for the mock server");
	return false;
}

void
embedded_stop(struct embedded *e)
{
	if (e->http) {
		mock_http_join(e->http);
		mock_http_free(e->http);
	}
	mock_server_free(e->server);
	*e = (struct embedded){ 0 };
}

char *
fault_usage(void)
{
	struct buf b;
	buf_init(&b, USAGE_MAX_BYTES);
	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
		buf_printf(
		    &b, "  %s\n", fault_kind_usage((enum fault_kind)kind));
	return buf_take(&b);
}
