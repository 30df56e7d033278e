/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the names in our files are spelt.  The grammars say the same in patterns;
 * this says what is wrong and where, and also in a run.
 */
#ifndef IXC_LOAD_ELEMENT_SPELLING_H
#define IXC_LOAD_ELEMENT_SPELLING_H

#include "core/diag.h"
#include "xml/document.h"

#include <stdbool.h>

/*
 * The dotted path of an attribute: words of letters, digits, '_' and '-'.  With
 * 'may_have_names', names in braces are allowed in all words but the first.
 */
bool spelling_check_path(
    const struct xml_attribute *a, bool may_have_names, struct diag *diag);

/* The id of a requirement: "CONF-1.3-02". */
bool spelling_check_requirement(
    const struct xml_attribute *a, struct diag *diag);

/* "1.3" */
bool spelling_check_section(const struct xml_attribute *a, struct diag *diag);

/* "EventInvite" */
bool spelling_check_message(const struct xml_attribute *a, struct diag *diag);

/* "InteractionManagement", at 'at'. */
bool spelling_check_protocol(
    const char *name, const struct place *at, struct diag *diag);

#endif
