/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/groups.h"

#include "core/text/suggest.h"
#include "load/element/reader.h"

#include <string.h>

static const struct element_rule use_rule = {
	.name = "use",
	.required = WORDS("group"),
};

struct group {
	const struct xml_node *node;
	const char *name;
	bool holds_attributes; /* otherwise steps */
	bool is_used;
};

struct groups {
	struct xml_document *document;
	VEC(struct group) known; /* those above the place that is looked at */
	size_t copied;           /* nodes */
	struct diag *diag;
};

static struct group *
find_group(const struct groups *g, const char *name)
{
	for (size_t i = 0; i < g->known.count; i++)
		if (strcmp(g->known.items[i].name, name) == 0)
			return &g->known.items[i];
	return NULL;
}

static void
report_unknown(const struct groups *g, const struct xml_attribute *name)
{
	struct suggestion near;
	suggest_start(&near, name->value);
	for (size_t i = 0; i < g->known.count; i++)
		suggest_offer(&near, g->known.items[i].name);
	diag_error(g->diag, &name->value_at,
	    "no <group> above has the name '%s'", name->value);
	if (near.best)
		diag_did_you_mean(g->diag, near.best);
}

static bool
takes_attributes(const struct xml_node *n)
{
	return reader_is(n, "send") || reader_is(n, "receive");
}

/* The group of a <use>, or NULL after reporting. */
static struct group *
used_group(const struct groups *g, const struct xml_node *use)
{
	reader_check(use, &use_rule, g->diag);
	const struct xml_attribute *name = reader_attribute(use, "group");
	struct group *group = name ? find_group(g, name->value) : NULL;
	if (name && !group)
		report_unknown(g, name);
	if (!group)
		return NULL;
	group->is_used = true;
	if (reader_is(use->parent, "group") ||
	    group->holds_attributes == takes_attributes(use->parent))
		return group;
	diag_error(g->diag, &use->at,
	    group->holds_attributes
		? "the group '%s' holds attributes, which belong in a <send> "
		  "or <receive>"
		: "the group '%s' holds steps, which do not belong in a <%s>",
	    group->name, use->parent->name);
	return NULL;
}

static size_t
count_nodes(const struct xml_node *n)
{
	size_t count = 1;
	for (size_t i = 0; i < n->children.count; i++)
		count += count_nodes(n->children.items[i]);
	return count;
}

/* Groups of groups may double with each. */
static bool
is_too_much(
    struct groups *g, const struct group *group, const struct xml_node *use)
{
	g->copied += count_nodes(group->node);
	if (g->copied <= XML_MAX_NODES)
		return false;
	diag_error(g->diag, &use->at,
	    "with its groups put in, the file has more than %d elements",
	    XML_MAX_NODES);
	return true;
}

/* False: there is no end to it. */
static bool
put_in(struct groups *g, struct xml_node *n)
{
	VEC(struct xml_node *) children = { 0 };
	bool goes_on = true;
	for (size_t i = 0; i < n->children.count; i++) {
		struct xml_node *child = n->children.items[i];
		const struct group *group = NULL;
		if (!reader_is(child, "use")) {
			goes_on = goes_on && put_in(g, child);
			vec_push(&children, child);
			continue;
		}
		group = goes_on ? used_group(g, child) : NULL;
		goes_on = goes_on && !(group && is_too_much(g, group, child));
		for (size_t j = 0;
		     group && goes_on && j < group->node->children.count; j++) {
			struct xml_node *copy = xml_node_copy(
			    g->document, group->node->children.items[j], n);
			vec_push(&children, copy);
		}
		xml_node_clear(child);
	}
	free(n->children.items);
	n->children.items = children.items;
	n->children.count = children.count;
	n->children.capacity = children.capacity;
	return goes_on;
}

/* Is it a group that can be used?  What it holds is checked where it is put. */
static bool
check_group(const struct groups *g, const struct xml_node *n)
{
	const struct xml_attribute *name = reader_attribute(n, "name");
	unsigned errors = g->diag->error_count;
	for (size_t i = 0; i < n->attributes.count; i++)
		if (&n->attributes.items[i] != name)
			diag_error(g->diag, &n->attributes.items[i].name_at,
			    "unknown attribute '%s' of <group>",
			    n->attributes.items[i].name);
	if (!name)
		diag_error(
		    g->diag, &n->at, "missing attribute 'name' of <group>");
	else if (reader_check_name(name, "group", g->diag) &&
	    find_group(g, name->value))
		diag_error(g->diag, &name->value_at, "a second group '%s'",
		    name->value);
	if (n->children.count == 0)
		diag_error(g->diag, &n->at, "this group holds nothing");
	return g->diag->error_count == errors;
}

static void
add_group(struct groups *g, const struct xml_node *n)
{
	if (!check_group(g, n))
		return;
	struct group group = { .node = n,
		.name = reader_attribute(n, "name")->value,
		.holds_attributes =
		    reader_is(n->children.items[0], "attribute") };
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "attribute") !=
		    group.holds_attributes)
			diag_error(g->diag, &n->children.items[i]->at,
			    "a group holds attributes or steps, not both");
	vec_push(&g->known, group);
}

static void
report_unused(const struct groups *g)
{
	for (size_t i = 0; i < g->known.count; i++)
		if (!g->known.items[i].is_used)
			diag_error(g->diag, &g->known.items[i].node->at,
			    "no <use> below it puts in the group '%s'",
			    g->known.items[i].name);
}

void
groups_put_in(struct xml_document *d, struct diag *diag)
{
	struct groups g = { .document = d, .diag = diag };
	struct xml_node *root = d->root;
	bool goes_on = true;
	for (size_t i = 0; i < root->children.count && goes_on; i++) {
		goes_on = put_in(&g, root->children.items[i]);
		if (reader_is(root->children.items[i], "group"))
			add_group(&g, root->children.items[i]);
	}
	if (goes_on)
		report_unused(&g);
	vec_free(&g.known);
}
