/* SPDX-License-Identifier: Apache-2.0 */
#include "serverlog/harvest/attendance.h"

#include "core/mem.h"
#include "serverlog/harvest/episode.h"

#include <stdlib.h>

struct attendant {
	struct list of_client, of_episode;
	struct episode *episode;
	unsigned client;
};

static struct list *
list_of(struct attendance *a, unsigned client)
{
	while (a->episodes.count <= client)
		vec_push(&a->episodes, NULL);
	struct list **head = &a->episodes.items[client];
	if (!*head) {
		*head = mem_alloc(sizeof(**head));
		list_init(*head);
	}
	return *head;
}

bool
attendance_note(struct attendance *a, unsigned client, struct episode *e)
{
	unsigned count = 0;
	list_each (link, &e->attendants) {
		if (list_element(link, struct attendant, of_episode)->client ==
		    client)
			return false;
		count++;
	}
	if (count == ATTENDANTS_MAX)
		return false;
	struct attendant *one = mem_alloc(sizeof(*one));
	one->episode = e;
	one->client = client;
	list_append(list_of(a, client), &one->of_client);
	list_append(&e->attendants, &one->of_episode);
	return true;
}

static void
end(struct attendant *one)
{
	list_remove(&one->of_client);
	list_remove(&one->of_episode);
	free(one);
}

void
attendance_lose(struct attendance *a, unsigned client, void *context,
    void (*lost)(void *context, struct episode *e))
{
	if (client >= a->episodes.count || !a->episodes.items[client])
		return;
	list_each_removable (link, a->episodes.items[client]) {
		struct attendant *one =
		    list_element(link, struct attendant, of_client);
		struct episode *e = one->episode;
		end(one);
		lost(context, e);
	}
}

void
attendance_end(struct episode *e)
{
	list_each_removable (link, &e->attendants)
		end(list_element(link, struct attendant, of_episode));
}

void
attendance_free(struct attendance *a)
{
	for (size_t i = 0; i < a->episodes.count; i++)
		free(a->episodes.items[i]);
	vec_free(&a->episodes);
}
