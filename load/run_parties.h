/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parties that are not each case's own but the run's: which these are, who
 * brings them into place, and in which cases they play.
 */
#ifndef IXC_LOAD_RUN_PARTIES_H
#define IXC_LOAD_RUN_PARTIES_H

#include "core/diag.h"
#include "model/suite.h"
#include "xml/document.h"

/* The <party>s of a suite whose fixtures are loaded. */
void run_parties_read(
    struct suite *s, const struct xml_node *root, struct diag *diag);

/*
 * Note for each case which parties are the run's in it, and report what they
 * cannot do there.  For a suite in which all links are resolved.
 */
void run_parties_check(struct suite *s, struct diag *diag);

#endif
