/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/embedded.h"

#include "release/release.h"
#include "sim/mock_target.h"

bool
embedded_is_meant(const struct target *target, bool is_simulated,
    const struct faults *faults, struct diag *diag)
{
	const char *option = is_simulated ? "simulate" : faults_option(faults);
	if (target->embedded || !option)
		return true;
	diag_error(diag, NULL,
	    "--%s requires the mock; the target '%s' is a server at %s", option,
	    target->name, target->url);
	if (is_simulated)
		diag_note(diag,
		    "leave out --target, or name one with embedded=\"yes\"");
	else
		diag_note(diag,
		    "start the server with 'ixconform mock --%s ...' instead",
		    option);
	return false;
}

bool
embedded_start(struct embedded *e, const struct target *target,
    const struct faults *faults, struct diag *diag)
{
	struct mock_config config =
	    mock_config_for(target, this_release.version);
	bool has_no_time = config.invitation_timeout_ns <= 0;
	if (has_no_time || config.registration_timeout_ns <= 0) {
		diag_error(diag, NULL,
		    "the %s-timeout of the mock server must not be zero",
		    has_no_time ? "invitation" : "registration");
		return false;
	}
	config = faults_config(faults, &config);
	e->server = mock_server_new(&config);
	for (size_t i = 0; i < faults->parsed.count; i++)
		mock_server_add_fault(e->server, &faults->parsed.items[i]);
	e->http = mock_http_new(e->server, "127.0.0.1:0", diag);
	if (!e->http)
		return false;
	if (mock_http_start(e->http))
		return true;
	diag_error(diag, NULL, "cannot start a thread for the mock server");
	return false;
}

void
embedded_report_faults(
    struct embedded *e, const struct faults *faults, struct diag *diag)
{
	mock_http_join(e->http);
	for (unsigned i = 0; i < faults->parsed.count; i++)
		if (mock_server_fault_uses(e->server, i) == 0)
			faults_report_unused(faults, i, diag);
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
