/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all file readers share: an element is checked against its rule, and each
 * mistake becomes a located diagnostic with a suggestion.
 *
 * Sits between xml/document.h and the readers of single vocabularies; knows
 * none itself.  Every function reports to 'diag' and lets the caller continue,
 * so that all mistakes of a file are reported together.
 */
#ifndef IXC_LOAD_ELEMENT_READER_H
#define IXC_LOAD_ELEMENT_READER_H

#include "core/diag.h"
#include "xml/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list of words for a rule, ended by NULL. */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What an element may contain.  NULL lists are empty ones. */
struct element_rule {
	const char *name;
	const char *const *required; /* attributes */
	const char *const *optional; /* attributes */
	const char *const *children;
	const char *may_be_empty; /* an attribute whose value may be "" */
	bool text;                /* character data is meant, not a slip */
};

/*
 * Read and parse 'path', which is named at a place of another file (or NULL),
 * and check its root element.  NULL after an error; the caller owns the
 * document.
 */
struct xml_document *reader_open(const char *path, const struct place *named_at,
    const char *name_space, const char *root, struct diag *diag);

/* The same of a source that was read. */
struct xml_document *reader_parse(struct source *source, const char *name_space,
    const char *root, struct diag *diag);

/*
 * Check an element against its rule: unknown, missing and empty attributes,
 * unknown children, stray text.
 */
void reader_check(const struct xml_node *n, const struct element_rule *rule,
    struct diag *diag);

/* A child that the rule allows: the right name in the right namespace. */
bool reader_is(const struct xml_node *n, const char *name);

/* The attribute, or NULL when it is missing or ""; borrowed. */
const struct xml_attribute *reader_attribute(
    const struct xml_node *n, const char *name);

/* A copy of an attribute's value, or NULL; the caller frees it. */
char *reader_copy(const struct xml_node *n, const char *name);

/* The element's text with white space folded; the caller frees it. */
char *reader_text(const struct xml_node *n);

/* The place 'offset' bytes into an attribute's value. */
struct place reader_part(
    const struct xml_attribute *a, size_t offset, size_t size);

/*
 * The position of the value in 'words', or -1 after an error.  'what' names
 * the kind of word for the message: "kind", "type".
 */
int reader_word(const struct xml_attribute *a, const char *what,
    const char *const *words, struct diag *diag);

/* What to do with one word of a list; 'at' is its place. */
typedef void reader_word_use(
    void *data, const char *word, const struct place *at, struct diag *diag);

/* Of a list with blanks between its words. */
void reader_each_word(const struct xml_attribute *list, reader_word_use *use,
    void *data, struct diag *diag);

/* "yes" or "no"; 'fallback' when the attribute is missing or wrong. */
bool reader_yes(const struct xml_node *n, const char *name, bool fallback,
    struct diag *diag);

/* Lower-case words joined by hyphens: phases, cases, ids, timers. */
bool reader_is_name(const char *text);
bool reader_check_name(
    const struct xml_attribute *a, const char *what, struct diag *diag);

/* Letters, digits, '-' and '_', a letter first: readings, values. */
bool reader_check_id(
    const struct xml_attribute *a, const char *what, struct diag *diag);

/*
 * A decimal number of at most 'most'.  The caller refuses what is less than
 * 'least', which only a complaint about something else names.
 */
bool reader_number(const struct xml_attribute *a, unsigned least, unsigned most,
    unsigned *ret_number, struct diag *diag);

bool reader_duration(
    const struct xml_attribute *a, int64_t *ret_ns, struct diag *diag);

bool reader_size(
    const struct xml_attribute *a, size_t *ret_bytes, struct diag *diag);

/* Report "unknown WHAT 'WORD'" with the nearest of 'words' or all of them. */
void reader_unknown(struct diag *diag, const struct place *at, const char *what,
    const char *word, const char *const *words);

#endif
