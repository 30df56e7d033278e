/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/placement.h"

#include "mock/mistake.h"
#include "mock/notify.h"
#include "mock/state/interaction.h"
#include "mock/workbin.h"

void
placement_identify(struct interaction *ix, const struct client *owner)
{
	message_unref(ix->identity);
	ix->identity = letter_identity(ix, owner);
}

/* Is it in a workbin, or should it be? */
static bool
is_for_workbin(const struct interaction *ix)
{
	return ix->state == INTERACTION_IN_WORKBIN ||
	    (ix->state != INTERACTION_QUEUED &&
		ix->origin->kind == LOCATION_WORKBIN);
}

/* What was asked for is told of both; what returns to a workbin, as R5 says. */
static void
report_placed(struct mock_server *s, struct interaction *ix,
    const struct client *by, bool is_return)
{
	bool is_workbin = is_for_workbin(ix);
	struct message *m;
	if (!is_workbin || !is_return || s->config.queue_too) {
		m = letter_new("EventPlacedInQueue", ix, 2);
		letter_set_actor(m, by);
		notify_report(s, REPORT_QUEUE, ix, m);
	}
	if (is_workbin) {
		m = letter_new("EventPlacedInWorkbin", ix, 2);
		letter_set_actor(m, by);
		notify_report(s, REPORT_WORKBIN, ix, m);
		workbin_tell_changed(s, ix->origin, ix, "Placed");
	}
}

void
placement_put(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name, const struct client *by)
{
	interaction_assign_place(s, ix, kind, name);
	placement_identify(ix, by);
	interaction_settle(s, ix);
	report_placed(s, ix, by, false);
}

void
placement_return(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	if (mistake_place(s, ix))
		placement_identify(ix, by);
	interaction_settle(s, ix);
	report_placed(s, ix, by, true);
}
