/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/variant.h"

#include <string.h>

/* As an adapter takes that connects first. */
#define LATE_OPEN_NS (50 * NS_PER_MS)

static void
take_invitee_untold(struct mock_config *c)
{
	c->invitee_learns = !c->invitee_learns;
}

static void
take_workbin_alone(struct mock_config *c)
{
	c->queue_too = !c->queue_too;
}

static void
take_expired(struct mock_config *c)
{
	c->expired_reason = !c->expired_reason;
}

static void
take_transfer_untold(struct mock_config *c)
{
	c->transfer_is_reported_only = true;
}

static void
take_changes_reported(struct mock_config *c)
{
	c->reports_changes = true;
}

static void
take_stopper_told(struct mock_config *c)
{
	c->stopper_is_told = true;
}

static void
take_late_route(struct mock_config *c)
{
	c->late_route_used = true;
}

static void
take_second_withdrawn(struct mock_config *c)
{
	c->second_invitation = MOCK_SECOND_WITHDRAWN;
}

static void
take_second_kept(struct mock_config *c)
{
	c->second_invitation = MOCK_SECOND_KEPT;
}

static void
take_repetition_granted(struct mock_config *c)
{
	c->repetition = MOCK_REPETITION_GRANTED;
}

static void
take_repetition_always_granted(struct mock_config *c)
{
	c->repetition = MOCK_REPETITION_GRANTED_ALWAYS;
}

static void
take_leaver_invites(struct mock_config *c)
{
	c->offer_outlives_leaver = true;
}

static void
take_lost_invites(struct mock_config *c)
{
	c->offer_outlives_connection = true;
}

static void
take_lost_party(struct mock_config *c)
{
	c->party_outlives_connection = true;
}

static void
take_lost_rejects(struct mock_config *c)
{
	c->reports_lost_invited = true;
}

static void
take_no_reasons(struct mock_config *c)
{
	c->gives_no_reasons = true;
}

static void
take_other_codes(struct mock_config *c)
{
	c->has_other_codes = true;
}

static void
take_one_at_a_time(struct mock_config *c)
{
	c->refuses_busy = true;
}

static void
take_hang_up(struct mock_config *c)
{
	c->hangs_up = true;
}

static void
take_no_clean_up(struct mock_config *c)
{
	c->never_stops = true;
}

static void
take_talkative(struct mock_config *c)
{
	c->is_talkative = true;
}

static void
take_slow(struct mock_config *c)
{
	c->is_slow = true;
}

static void
take_shuffled(struct mock_config *c)
{
	c->shuffles = true;
}

static void
take_shuffled_slow(struct mock_config *c)
{
	c->shuffles = true;
	c->is_slow = true;
}

static void
take_no_fence(struct mock_config *c)
{
	c->fence = false;
}

static void
take_slow_unfenced(struct mock_config *c)
{
	c->is_slow = true;
	c->fence = false;
}

static void
take_no_clock(struct mock_config *c)
{
	c->clock = false;
}

static void
take_small_chunks(struct mock_config *c)
{
	c->chunk_bytes = 7;
}

static void
take_derived_tags(struct mock_config *c)
{
	c->states_no_tags = true;
}

static void
take_late_open(struct mock_config *c)
{
	c->open_delay_ns = LATE_OPEN_NS;
}

const struct mock_variant mock_variants[MOCK_VARIANT_COUNT] = {
	{ "invitee-untold", "the new party is not told about itself", "R4",
	    "allow", VARIANT_LIBERTY, take_invitee_untold },
	{ "workbin-alone",
	    "no EventPlacedInQueue goes with EventPlacedInWorkbin", "R5",
	    "queue-too", VARIANT_LIBERTY, take_workbin_alone },
	{ "expired",
	    "a timed-out invitation is revoked with the reason Expired", "R6",
	    "free", VARIANT_LIBERTY, take_expired },
	{ "transfer-untold",
	    "no agent is told who comes and goes by a transfer", "R10", "allow",
	    VARIANT_LIBERTY, take_transfer_untold },
	{ "changes-reported",
	    "the Reporting engine is told of changed properties", "PROP1",
	    "allow", VARIANT_LIBERTY, take_changes_reported },
	{ "stopper-told",
	    "an agent who stops the processing is told that it was", "STOP1",
	    "others", VARIANT_LIBERTY, take_stopper_told },
	{ "route-used-late",
	    "a router learns of the route when the agent has decided", "DELI1",
	    "free", VARIANT_LIBERTY, take_late_route },
	{ "second-withdrawn",
	    "an agent is invited again; what is open ends when it joins", NULL,
	    NULL, VARIANT_LIBERTY, take_second_withdrawn },
	{ "second-kept",
	    "an agent is invited again; what is open ends with its time", NULL,
	    NULL, VARIANT_LIBERTY, take_second_kept },
	{ "repetition-granted", "a repeated acceptance is acknowledged", NULL,
	    NULL, VARIANT_LIBERTY, take_repetition_granted },
	{ "repetition-always-granted",
	    "the same, even if the agent has left since", NULL, NULL,
	    VARIANT_LIBERTY, take_repetition_always_granted },
	{ "leaver-invites", "an invitation stays open when the inviter leaves",
	    NULL, NULL, VARIANT_LIBERTY, take_leaver_invites },
	{ "lost-invites", "an invitation stays open when a connection is lost",
	    NULL, NULL, VARIANT_LIBERTY, take_lost_invites },
	{ "lost-party", "an agent whose connection is lost stays a party", NULL,
	    NULL, VARIANT_LIBERTY, take_lost_party },
	{ "lost-rejects", "EventRejected, when the invited agent is lost", NULL,
	    NULL, VARIANT_LIBERTY, take_lost_rejects },
	{ "no-reasons", "an invitation is withdrawn without a reason", NULL,
	    NULL, VARIANT_LIBERTY, take_no_reasons },
	{ "other-codes", "errors have other codes and descriptions", NULL, NULL,
	    VARIANT_LIBERTY, take_other_codes },
	{ "one-at-a-time",
	    "an agent in one interaction is not invited to another", NULL, NULL,
	    VARIANT_LIBERTY, take_one_at_a_time },
	{ "hang-up", "a client that has not registered is disconnected", NULL,
	    NULL, VARIANT_LIBERTY, take_hang_up },
	{ "no-clean-up", "no client can stop an interaction", NULL, NULL,
	    VARIANT_LIBERTY, take_no_clean_up },
	{ "talkative", "sends events of related models, and background", NULL,
	    NULL, VARIANT_MANNER, take_talkative },
	{ "slow", "each message is late, by a random time", NULL, NULL,
	    VARIANT_MANNER, take_slow },
	{ "shuffled", "simultaneous messages go in any order", "R3", "free",
	    VARIANT_MANNER, take_shuffled },
	{ "shuffled-slow", "both", "R3", "free", VARIANT_MANNER,
	    take_shuffled_slow },
	{ "no-fence", "fences are not offered", NULL, NULL, VARIANT_MANNER,
	    take_no_fence },
	{ "slow-unfenced", "slow, and fences are not offered", NULL, NULL,
	    VARIANT_MANNER, take_slow_unfenced },
	{ "no-clock",
	    "frames do not carry the "
	    "time",
	    NULL, NULL, VARIANT_MANNER, take_no_clock },
	{ "derived-tags", "messages carry no protocol tags", NULL, NULL,
	    VARIANT_MANNER, take_derived_tags },
	{ "late-open", "a party opens only after 50 ms", NULL, NULL,
	    VARIANT_MANNER, take_late_open },
	{ "small-chunks", "over HTTP, at most 7 bytes at a time", NULL, NULL,
	    VARIANT_CARRIER, take_small_chunks },
};

const struct mock_variant *
mock_variant_find(const char *name)
{
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		if (strcmp(mock_variants[i].name, name) == 0)
			return &mock_variants[i];
	return NULL;
}

struct mock_config
mock_variants_take(const struct mock_config *config, uint64_t taken)
{
	struct mock_config own = *config;
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		if (taken & MOCK_VARIANT_BIT(i))
			mock_variants[i].take(&own);
	return own;
}
