/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/mock_target.h"

#include <string.h>

/* Of the shortest timer: a server that is so late is in time. */
#define SLOW_PER_CENT 40

static bool
target_reads(const struct target *t, const char *reading, const char *value,
    bool fallback)
{
	const char *choice = target_reading(t, reading);
	return choice ? strcmp(choice, value) == 0 : fallback;
}

struct mock_config
mock_config_for(const struct target *t, const char *version)
{
	struct mock_config config = mock_config_default();
	config.version = version;
	target_timer(t, "invitation-timeout", &config.invitation_timeout_ns);
	target_timer(
	    t, "registration-timeout", &config.registration_timeout_ns);
	config.early_conference_answer =
	    target_reads(t, "R1", "early", config.early_conference_answer);
	config.invitee_learns =
	    !target_reads(t, "R4", "forbid", !config.invitee_learns);
	config.queue_too = target_reads(t, "R5", "queue-too", config.queue_too);
	config.expired_reason =
	    target_reads(t, "R6", "expired", config.expired_reason);
	config.transfer_is_reported_only =
	    target_reads(t, "R10", "forbid", config.transfer_is_reported_only);
	config.late_route_used =
	    target_reads(t, "DELI1", "second-phase", config.late_route_used);
	config.reports_changes =
	    target_reads(t, "PROP1", "require", config.reports_changes);
	config.stopper_is_told =
	    target_reads(t, "STOP1", "stopper-too", config.stopper_is_told);
	for (size_t i = 0; i < t->timers.count; i++) {
		int64_t ns = t->timers.items[i].ns * SLOW_PER_CENT / 100;
		if (ns > 0 && (i == 0 || ns < config.slowness_ns))
			config.slowness_ns = ns;
	}
	return config;
}

uint64_t
mock_variants_open(const struct target *t, enum mock_variant_kind kind)
{
	uint64_t open = 0;
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++) {
		const struct mock_variant *v = &mock_variants[i];
		bool is_open =
		    !v->reading || target_reads(t, v->reading, v->choice, true);
		if (v->kind == kind && is_open)
			open |= MOCK_VARIANT_BIT(i);
	}
	return open;
}
