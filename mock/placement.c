/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/placement.h"

#include "mock/notify.h"
#include "mock/state/decision.h"
#include "mock/state/interaction.h"
#include "mock/state/location.h"

#include <stdlib.h>

void
placement_identify(struct interaction *ix, const struct client *owner)
{
	message_unref(ix->identity);
	ix->identity = outgoing_identity(ix, owner);
}

/* Is it in a workbin, or should it be? */
static bool
is_for_workbin(const struct interaction *ix)
{
	return ix->state == INTERACTION_IN_WORKBIN ||
	    (ix->state != INTERACTION_QUEUED &&
		ix->origin->kind == LOCATION_WORKBIN);
}

static void
report_placed(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	bool is_workbin = is_for_workbin(ix);
	struct message *m;
	if (!is_workbin || s->config.queue_too) {
		m = outgoing_new("EventPlacedInQueue", ix, 2);
		outgoing_set_actor(m, by);
		notify_report(s, REPORT_QUEUE, ix, m);
	}
	if (is_workbin) {
		m = outgoing_new("EventPlacedInWorkbin", ix, 2);
		outgoing_set_actor(m, by);
		notify_report(s, REPORT_WORKBIN, ix, m);
	}
}

void
placement_put(struct mock_server *s, struct interaction *ix,
    enum location_kind kind, const char *name, const struct client *by)
{
	interaction_assign_place(s, ix, kind, name);
	placement_identify(ix, by);
	interaction_settle(s, ix);
	report_placed(s, ix, by);
}

/* Another place by mistake; the messages may or may not name it. */
static void
mistake_place(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	enum behaviour_way way = decision(s, WHERE_IT_RETURNS);
	if (way == WAY_RIGHT)
		return;
	if (way == WAY_ITS_QUEUE || way == WAY_ITS_FIRST_QUEUE) {
		const struct location *to =
		    way == WAY_ITS_FIRST_QUEUE ? ix->first : ix->queue;
		interaction_assign_place(s, ix, LOCATION_QUEUE, to->name);
	} else {
		char *name = mem_printf("%s-too", ix->origin->name);
		interaction_assign_place(s, ix, ix->origin->kind, name);
		free(name);
	}
	if (way != WAY_ANOTHER_SECRETLY)
		placement_identify(ix, by);
}

void
placement_return(
    struct mock_server *s, struct interaction *ix, const struct client *by)
{
	mistake_place(s, ix, by);
	interaction_settle(s, ix);
	report_placed(s, ix, by);
}
