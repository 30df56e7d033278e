/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ids of requirements: each names one requirement of a suite for good, since
 * waivers and statements of conformance outlive a fixture.
 */
#ifndef IXC_LOAD_REQUIREMENT_IDS_H
#define IXC_LOAD_REQUIREMENT_IDS_H

#include "core/diag.h"
#include "model/suite.h"
#include "xml/document.h"

/* The <retired> ids of a suite file. */
void requirement_ids_read(
    struct suite *s, const struct xml_node *root, struct diag *diag);

/* Once all fixtures are read: is none given twice, or again? */
void requirement_ids_check(const struct suite *s, struct diag *diag);

#endif
