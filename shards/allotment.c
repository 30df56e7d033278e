/* SPDX-License-Identifier: Apache-2.0 */
#include "shards/allotment.h"

#include "core/buf.h"
#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

static bool
is_marked(const char *name)
{
	return strstr(name, TARGET_SHARD_MARK);
}

/* Takes the name, and gives back one in its place. */
static char *
fill_in(char *name, unsigned number)
{
	const size_t mark_size = sizeof(TARGET_SHARD_MARK) - 1;
	const char *rest = name, *mark;
	struct buf b;
	if (!is_marked(name))
		return name;
	buf_init(&b, SOURCE_MAX_BYTES);
	while ((mark = strstr(rest, TARGET_SHARD_MARK))) {
		buf_add(&b, rest, (size_t)(mark - rest));
		buf_printf(&b, "%u", number);
		rest = mark + mark_size;
	}
	buf_add_text(&b, rest);
	free(name);
	return buf_take(&b);
}

/* Of 'count' things in a row, are those of the shard. */
struct slice {
	size_t first, end;
};

static struct slice
slice_of(struct shard_number which, bool is_whole, size_t count)
{
	if (is_whole || !which.total)
		return (struct slice){ 0, count };
	return (struct slice){ count * (which.number - 1) / which.total,
		count * which.number / which.total };
}

static bool
has(struct slice s, size_t position)
{
	return position >= s.first && position < s.end;
}

static void
allot_agents(struct target *t, struct shard_number which, bool is_whole)
{
	size_t common = 0, next = 0, kept = 0;
	for (size_t i = 0; i < t->agents.count; i++)
		common += !is_marked(t->agents.items[i].agent_id);
	const struct slice slice = slice_of(which, is_whole, common);
	for (size_t i = 0; i < t->agents.count; i++) {
		struct pool_agent a = t->agents.items[i];
		if (!is_marked(a.agent_id) && !has(slice, next++)) {
			free(a.agent_id);
			free(a.place_id);
			continue;
		}
		a.agent_id = fill_in(a.agent_id, which.number);
		a.place_id = fill_in(a.place_id, which.number);
		t->agents.items[kept++] = a;
	}
	t->agents.count = kept;
}

/* Of queues or workbins; returns how many are left. */
static size_t
allot_names(
    char **names, size_t count, struct shard_number which, bool is_whole)
{
	size_t common = 0, next = 0, kept = 0;
	for (size_t i = 0; i < count; i++)
		common += !is_marked(names[i]);
	const struct slice slice = slice_of(which, is_whole, common);
	for (size_t i = 0; i < count; i++) {
		if (!is_marked(names[i]) && !has(slice, next++))
			free(names[i]);
		else
			names[kept++] = fill_in(names[i], which.number);
	}
	return kept;
}

void
allotment_make(struct target *t, struct shard_number which, bool is_whole)
{
	if (!which.total)
		which.number = 1;
	allot_agents(t, which, is_whole);
	t->queues.count =
	    allot_names(t->queues.items, t->queues.count, which, is_whole);
	t->workbins.count =
	    allot_names(t->workbins.items, t->workbins.count, which, is_whole);
	t->pool_shards = is_whole ? 0 : which.total;
}
