/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/workbin.h"

#include "mock/notify.h"
#include "mock/state/client.h"
#include "mock/state/location.h"
#include "mock/state/subscription.h"

#include <string.h>

/* Of one answer; more are left out. */
#define CONTENT_MAX 1000

/* The workbin that is named; NULL after refusing. */
static const char *
named_workbin(struct request *r)
{
	const char *name;
	if (!request_is_for_own_agent(r) ||
	    !(name = request_need(r, "workbin")))
		return NULL;
	if (location_is_configured(name))
		return name;
	request_refuse(
	    r, NULL, ERROR_UNKNOWN_LOCATION, "unknown workbin '%s'", name);
	return NULL;
}

void
workbin_serve_content(struct request *r)
{
	const char *name = named_workbin(r);
	if (!name)
		return;
	struct message *m =
	    letter_answer("EventWorkbinContent", r->reference, 0);
	const struct location *l =
	    location_find(r->server, LOCATION_WORKBIN, name);
	unsigned count = 0;
	if (l)
		list_each (link, &l->interactions)
			if (count++ < CONTENT_MAX)
				letter_list_interaction(m,
				    list_element(
					link, struct interaction, in_location));
	notify_client(r->server, r->client, NULL, m);
}

void
workbin_serve_subscribe(struct request *r)
{
	const char *name = named_workbin(r);
	if (!name)
		return;
	if (!subscription_find(r->client, name))
		subscription_new(r->server, r->client, name);
	request_ack(r, NULL);
}

void
workbin_serve_cancel(struct request *r)
{
	const char *name = named_workbin(r);
	if (!name)
		return;
	struct subscription *sub = subscription_find(r->client, name);
	if (!sub) {
		request_refuse(r, NULL, ERROR_NO_SUBSCRIPTION,
		    "the client has no subscription to workbin '%s'", name);
		return;
	}
	subscription_free(r->server, sub);
	request_ack(r, NULL);
}

void
workbin_tell_changed(struct mock_server *s, const struct location *workbin,
    const struct interaction *ix, const char *operation)
{
	if (list_empty(&workbin->subscriptions))
		return;
	struct message *m = letter_new("EventWorkbinContentChanged", ix, 2);
	letter_set_operation(m, operation);
	letter_set_workbin(m, workbin);
	list_each (link, &workbin->subscriptions)
		notify_client(s,
		    list_element(link, struct subscription, in_workbin)->client,
		    ix, message_ref(m));
	message_unref(m);
}
