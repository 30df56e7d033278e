/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file for several phases that differ in words only: <rendering
 * name="router"><word name="requester" is="router"/>...</rendering>.  The suite
 * chooses a rendering, and $requester means that word everywhere in the file.
 *
 * Works on the tree of the file, before anything else reads it.
 */
#ifndef IXC_LOAD_ELEMENT_RENDERING_H
#define IXC_LOAD_ELEMENT_RENDERING_H

#include "core/diag.h"
#include "xml/document.h"

/*
 * Fill in the words of the rendering that the attribute names; NULL: the suite
 * names none.  False after an error, when the rest would only cause others.
 */
bool rendering_fill_in(struct xml_document *d,
    const struct xml_attribute *chosen, struct diag *diag);

#endif
