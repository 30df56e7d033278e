/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doubly linked lists whose links live inside the elements.
 *
 * The mock's objects are in several lists at the same time (an offer in four);
 * each can leave any of them in constant time, without a search.
 */
#ifndef IXC_CORE_LIST_H
#define IXC_CORE_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* Head and link alike; an element outside every list points to itself. */
struct list {
	struct list *previous;
	struct list *next;
};

static inline void
list_init(struct list *l)
{
	l->previous = l->next = l;
}

static inline bool
list_empty(const struct list *head)
{
	return head->next == head;
}

static inline void
list_append(struct list *head, struct list *link)
{
	link->previous = head->previous;
	link->next = head;
	head->previous->next = link;
	head->previous = link;
}

/* Leave the list; harmless when in none. */
static inline void
list_remove(struct list *link)
{
	link->previous->next = link->next;
	link->next->previous = link->previous;
	list_init(link);
}

/* The element whose field 'member' is 'link'. */
#define list_element(link, type, member)                                       \
	((type *)(void *)((char *)(link)-offsetof(type, member)))

#define list_first(head, type, member) list_element((head)->next, type, member)

#define list_each(link, head)                                                  \
	for (struct list *link = (head)->next; link != (head);                 \
	     link = link->next)

/* As list_each(), but the body may remove the current element. */
#define list_each_removable(link, head)                                        \
	for (struct list *link = (head)->next, *link##_next = link->next;      \
	     link != (head); link = link##_next, link##_next = link->next)

#endif
