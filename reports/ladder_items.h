/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of a ladder diagram, for the two files that know them: ladder.c
 * collects them, ladder_print.c lays them out.
 */
#ifndef IXC_REPORTS_LADDER_ITEMS_H
#define IXC_REPORTS_LADDER_ITEMS_H

#include "core/vec.h"
#include "model/party.h"
#include "reports/ladder.h"

enum item_kind {
	ITEM_ARROW,
	ITEM_REMARK,
	ITEM_FOLD, /* instead of some arrows */
	ITEM_OPEN,
	ITEM_DIVIDE,
	ITEM_CLOSE,
};

enum line_style {
	LINE_MANAGEMENT,
	LINE_REPORTING,
	LINE_OTHER,
	LINE_NONE, /* no message at all */
};
#define LINE_COUNT LINE_NONE

struct item {
	enum item_kind kind;
	unsigned depth; /* frames around it */
	unsigned party; /* position in party_names() */
	enum ladder_direction direction;
	bool forbidden, is_ghost;
	bool is_inserted;
	unsigned number;
	enum line_style line;
	char *text; /* owned, as the next two */
	char *mark; /* NULL: none */
	char *note; /* NULL: none */
};

struct ladder {
	VEC(struct item) items;
	unsigned dropped; /* items past the limit */
	unsigned depth, deepest;
	unsigned party_set;
	unsigned line_set;
	VEC(char *) legend; /* owned: below the diagram */
};

#endif
