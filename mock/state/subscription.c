/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/state/subscription.h"

#include "mock/state/location.h"

#include <stdlib.h>
#include <string.h>

struct subscription *
subscription_find(const struct client *c, const char *workbin)
{
	list_each (link, &c->subscriptions) {
		struct subscription *sub =
		    list_element(link, struct subscription, in_client);
		if (strcmp(sub->workbin->name, workbin) == 0)
			return sub;
	}
	return NULL;
}

void
subscription_new(struct mock_server *s, struct client *c, const char *workbin)
{
	struct subscription *sub = mem_zalloc(sizeof(*sub));
	sub->client = c;
	sub->workbin = location_ref(s, LOCATION_WORKBIN, workbin);
	list_append(&sub->workbin->subscriptions, &sub->in_workbin);
	list_append(&c->subscriptions, &sub->in_client);
}

void
subscription_free(struct mock_server *s, struct subscription *sub)
{
	list_remove(&sub->in_workbin);
	list_remove(&sub->in_client);
	location_assign(s, &sub->workbin, NULL);
	free(sub);
}

void
subscription_free_all(struct mock_server *s, struct client *c)
{
	list_each_removable (link, &c->subscriptions)
		subscription_free(
		    s, list_element(link, struct subscription, in_client));
}
