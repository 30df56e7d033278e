/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of reports/html/ as text, built into the program by
 * build-aux/text2c.sh.
 */
#ifndef IXC_REPORTS_HTML_HTML_ASSETS_H
#define IXC_REPORTS_HTML_HTML_ASSETS_H

extern const char html_style[];  /* report.css */
extern const char html_ladder[]; /* ladder.js */
extern const char html_script[]; /* report.js */

#endif
