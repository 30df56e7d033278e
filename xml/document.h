/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An XML file of ours as a tree in which every attribute knows its place.
 *
 * Sits between core/source.h (text) and load (what it means).  Knows no
 * vocabulary.  Never opens anything: no DTD, no entity, no inclusion, no
 * network.
 */
#ifndef IXC_XML_DOCUMENT_H
#define IXC_XML_DOCUMENT_H

#include "core/buf.h"
#include "core/diag.h"
#include "core/source.h"
#include "core/vec.h"
#include "xml/storage.h"

/* Deeper than any sane nesting of blocks; keeps recursive readers safe. */
#define XML_MAX_DEPTH 64
/* A hundred times our largest file. */
#define XML_MAX_NODES 50000
/*
 * Of one element, declarations of namespaces among them; ours have ten.  What
 * libxml2 does with them takes time by their square.
 */
#define XML_MAX_ATTRIBUTES 64

struct xml_attribute {
	char *name;  /* with its prefix, if it has one */
	char *value; /* normalised, references replaced */
	struct place name_at;
	struct place value_at; /* between the quotes */
};

struct xml_node {
	const char *name;       /* without prefix */
	const char *name_space; /* "" when it has none */
	struct {
		struct xml_attribute *items;
		size_t count;
	} attributes; /* without xmlns declarations */
	VEC(struct xml_node *) children;
	struct buf text;      /* character data of this element, pieces joined,
			       * from the first that is no white space */
	struct place at;      /* the start tag up to the end of its name */
	struct place text_at; /* first text that is no white space; may be 0 */
	struct xml_node *parent; /* borrowed; NULL at the root */
};

struct xml_document {
	struct source *source;      /* a reference */
	struct xml_storage storage; /* of all nodes, attributes and their texts
				     */
	struct xml_node *root;
};

/*
 * Parse a whole source.  Returns NULL after one error in 'diag' when it is
 * empty, not UTF-8, not well-formed, has a document type declaration, or
 * exceeds a limit above.  The caller owns the document.
 */
struct xml_document *xml_document_parse(
    struct source *source, struct diag *diag);

void xml_document_free(struct xml_document *d);

/*
 * The same element again, in the same document, with its own children and the
 * same places; it belongs to 'parent', which does not know of it yet.
 */
struct xml_node *xml_node_copy(struct xml_document *d,
    const struct xml_node *from, struct xml_node *parent);

/* Release what it holds: it was taken out of the document. */
void xml_node_clear(struct xml_node *n);

/* The attribute of that name, or NULL; borrowed from the node. */
const struct xml_attribute *xml_node_attribute(
    const struct xml_node *n, const char *name);

#endif
