/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/printed.h"

#include "core/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* As many as are under way at once, some times over. */
#define SLOTS 256
/* Larger ones are rare, and not worth keeping. */
#define TEXT_MAX_BYTES 2048

struct slot {
	struct message *message; /* a reference, or NULL */
	size_t size;
	size_t capacity;
	char *text;
};

struct printed {
	struct slot slots[SLOTS];
};

struct printed *
printed_new(void)
{
	return mem_zalloc(sizeof(struct printed));
}

static struct slot *
slot_of(struct printed *p, const struct message *m)
{
	uint64_t mixed = (uint64_t)(uintptr_t)m * UINT64_C(0x9E3779B97F4A7C15);
	return &p->slots[mixed >> 32 & (SLOTS - 1)];
}

static void
remember(struct slot *s, struct message *m, const char *text, size_t size)
{
	if (size > s->capacity) {
		s->text = mem_resize(s->text, TEXT_MAX_BYTES, 1);
		s->capacity = TEXT_MAX_BYTES;
	}
	memcpy(s->text, text, size);
	s->size = size;
	message_unref(s->message);
	s->message = message_ref(m);
}

void
printed_add(struct printed *p, struct json_writer *w, const char *key,
    struct message *m)
{
	struct slot *s = slot_of(p, m);
	if (s->message == m) {
		json_add_raw(w, key, s->text, s->size);
		return;
	}
	size_t size = json_add_message(w, key, m);
	if (size > 0 && size <= TEXT_MAX_BYTES)
		remember(s, m, w->into->bytes + w->into->size - size, size);
}

void
printed_free(struct printed *p)
{
	if (!p)
		return;
	for (unsigned i = 0; i < SLOTS; i++) {
		message_unref(p->slots[i].message);
		free(p->slots[i].text);
	}
	free(p);
}
