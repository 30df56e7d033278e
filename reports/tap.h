/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Test Anything Protocol: a line per case in the order planned, and for
 * each that did not pass a YAML block that says why.  Version 13, which all
 * readers know, or 14; what is written is the same.
 *
 *	TAP version 13
 *	1..2
 *	ok 1 - conference/invitation-issued/one-invitee
 *	not ok 2 - conference/invitation-rejected/agent-rejects
 *	  ---
 *	  message: "EventError reached agent1 with reference 11; ..."
 */
#ifndef IXC_REPORTS_TAP_H
#define IXC_REPORTS_TAP_H

#include "record/report.h"

#define TAP_OLDEST_VERSION 13
#define TAP_NEWEST_VERSION 14

extern const struct report_kind tap_report;

#endif
