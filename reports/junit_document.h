/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JUnit document of a run with all its results: how they are written in
 * XML, so that both common schemas accept it.
 *
 * Between junit.c, which collects, and xml/writer.h.  Decides nothing about the
 * cases: each has its verdict by now.
 */
#ifndef IXC_REPORTS_JUNIT_DOCUMENT_H
#define IXC_REPORTS_JUNIT_DOCUMENT_H

#include "core/buf.h"
#include "record/results.h"

#include <stdbool.h>

/* What the schemas allow, or what readers that annotate source files expect. */
enum junit_style {
	JUNIT_STRICT,
	JUNIT_ANNOTATED, /* with 'file' and 'line' of each case */
};

/*
 * Count per phase and append the document to 'into'.  Returns false, with
 * nothing appended, when it does not fit.  Call once.
 */
bool junit_document_print(
    struct results *d, enum junit_style style, struct buf *into);

#endif
