/* SPDX-License-Identifier: Apache-2.0 */
/* The style of the conformance test reports, from the file of that name. */
#ifndef IXC_REPORTS_PAPER_PAPER_ASSETS_H
#define IXC_REPORTS_PAPER_PAPER_ASSETS_H

extern const char paper_style[]; /* paper.css */

#endif
