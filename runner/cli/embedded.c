/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/embedded.h"

#include "config.h"
#include "sim/mock_target.h"

#define USAGE_MAX_BYTES 8192

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
	struct mock_config config = mock_config_for(target, PACKAGE_VERSION);
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
report_unused_fault(const char *fault, struct diag *diag)
{
	diag_warning(diag, NULL, "unused-fault",
	    "the fault '%s' met no message in this run", fault);
	diag_note(diag,
	    "is the party's name, the message, or #N as the mock sends it? "
	    "'ixconform run -v' shows all messages");
}

void
embedded_report_faults(
    struct embedded *e, const struct fault_texts *faults, struct diag *diag)
{
	mock_http_join(e->http);
	for (unsigned i = 0; i < faults->count; i++) {
		if (mock_server_fault_uses(e->server, i) > 0)
			continue;
		report_unused_fault(faults->items[i], diag);
	}
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
