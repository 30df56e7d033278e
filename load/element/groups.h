/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fixture says several times is written once, as a <group> of attributes
 * or steps; each <use> of it stands for them.
 *
 * Works on the tree of the file, before anything else reads it.
 */
#ifndef IXC_LOAD_ELEMENT_GROUPS_H
#define IXC_LOAD_ELEMENT_GROUPS_H

#include "core/diag.h"
#include "xml/document.h"

/*
 * Put the content of each group in the place of its uses.  What is put there
 * keeps its place in the file.  Mistakes are reported, and their uses left out.
 */
void groups_put_in(struct xml_document *d, struct diag *diag);

#endif
