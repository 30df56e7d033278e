/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of a bundle are called, and what each of them is.
 */
#ifndef IXC_BUNDLE_LAYOUT_H
#define IXC_BUNDLE_LAYOUT_H

#include <stdbool.h>

#define BUNDLE_FORMAT "ixconform-bundle@1"

#define BUNDLE_MANIFEST "MANIFEST.sha256"
#define BUNDLE_STATEMENT "STATEMENT"
#define BUNDLE_MUST_RUN "MUST-RUN"
#define BUNDLE_REPRODUCE "REPRODUCE"
#define BUNDLE_ICS "ICS.xml"
#define BUNDLE_IXIT "IXIT.xml"
#define BUNDLE_WAIVERS "waivers.xml"
#define BUNDLE_SUBSTITUTES "substitutes/" /* a folder: NAME.xml */
#define BUNDLE_EVIDENCE "evidence/"       /* a folder: run-I-of-N.ndjson.gz */
#define BUNDLE_REPORTS "reports/"         /* a folder */

/*
 * The seals: they are about the manifest, so they are not listed in it, and can
 * be added later.
 */
#define BUNDLE_SIGNATURE BUNDLE_MANIFEST ".sig"
#define BUNDLE_INTOTO "result.intoto.json"
#define BUNDLE_STAMP_QUERY BUNDLE_MANIFEST ".tsq"
#define BUNDLE_STAMP BUNDLE_MANIFEST ".tsr"
#define BUNDLE_SIGNERS "KEYS/allowed_signers"
#define BUNDLE_INTOTO_KEY "KEYS/intoto.pem"
#define BUNDLE_STAMP_KEY "KEYS/timestamp.pem"

/* The manifest or a seal? */
bool layout_is_seal(const char *name);

/* Is it a recording? */
bool layout_is_evidence(const char *name);

#endif
