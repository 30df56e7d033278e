/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/reader.h"

#include "core/source_file.h"
#include "core/text/duration.h"
#include "core/text/size.h"
#include "core/text/suggest.h"

#include <string.h>

/* Longest list of words that a note spells out. */
#define NOTE_MAX_BYTES 1000

static const struct file_kind {
	const char *name_space;
	const char *text;
} file_kinds[] = {
	{ "urn:ixconform:fixture:1", "a fixture" },
	{ "urn:ixconform:suite:1", "a suite" },
	{ "urn:ixconform:target:1", "a target" },
	{ "urn:ixconform:catalogue:1", "a catalogue" },
};

static const char *
kind_of(const char *name_space)
{
	for (size_t i = 0; i < sizeof(file_kinds) / sizeof(file_kinds[0]); i++)
		if (strcmp(file_kinds[i].name_space, name_space) == 0)
			return file_kinds[i].text;
	return NULL;
}

static bool
check_root(const struct xml_node *root, const char *name_space,
    const char *name, struct diag *diag)
{
	const char *kind = kind_of(root->name_space);
	if (strcmp(root->name_space, name_space) != 0 && kind)
		diag_error(diag, &root->at,
		    "this is %s file, where %s file was expected", kind,
		    kind_of(name_space));
	else if (strcmp(root->name_space, name_space) != 0)
		diag_error(diag, &root->at,
		    "the root element <%s> has the namespace '%s'", root->name,
		    root->name_space);
	else if (strcmp(root->name, name) != 0)
		diag_error(
		    diag, &root->at, "unknown root element <%s>", root->name);
	else
		return true;
	diag_note(diag, "%s file starts with <%s xmlns=\"%s\" ...>",
	    kind_of(name_space), name, name_space);
	return false;
}

struct xml_document *
reader_parse(struct source *source, const char *name_space, const char *root,
    struct diag *diag)
{
	struct xml_document *d = xml_document_parse(source, diag);
	if (d && !check_root(d->root, name_space, root, diag)) {
		xml_document_free(d);
		return NULL;
	}
	return d;
}

struct xml_document *
reader_open(const char *path, const struct place *named_at,
    const char *name_space, const char *root, struct diag *diag)
{
	struct source *source =
	    source_read_named(path, named_at, SOURCE_MAX_BYTES, diag);
	if (!source)
		return NULL;
	struct xml_document *d = reader_parse(source, name_space, root, diag);
	source_unref(source);
	return d;
}

static bool
contains(const char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

static void
offer_all(struct suggestion *s, const char *const *words)
{
	for (; words && *words; words++)
		suggest_offer(s, *words);
}

static void
list_words(struct buf *into, const char *const *words)
{
	for (; words && *words; words++)
		buf_printf(into, "%s%s", into->size ? ", " : "", *words);
}

static const char *
nearest(const char *word, const char *const *first, const char *const *second)
{
	struct suggestion s;
	suggest_start(&s, word);
	offer_all(&s, first);
	offer_all(&s, second);
	return s.best;
}

/* The nearest word, or when none is near, what would be right. */
static void
note_known(struct diag *diag, const char *word, const char *const *first,
    const char *const *second)
{
	const char *best = nearest(word, first, second);
	if (best) {
		diag_did_you_mean(diag, best);
		return;
	}
	struct buf list;
	buf_init(&list, NOTE_MAX_BYTES);
	list_words(&list, first);
	list_words(&list, second);
	if (list.size)
		diag_note(diag, "known here: %s%s", buf_text(&list),
		    list.truncated ? ", ..." : "");
	else
		diag_note(diag, "nothing is allowed here");
	buf_free(&list);
}

void
reader_unknown(struct diag *diag, const struct place *at, const char *what,
    const char *word, const char *const *words)
{
	diag_error(diag, at, "unknown %s '%s'", what, word);
	note_known(diag, word, words, NULL);
}

/* Is a missing attribute there after all, but misspelt? */
static bool
is_misspelt(
    const struct xml_node *n, const struct element_rule *rule, const char *name)
{
	for (size_t i = 0; i < n->attributes.count; i++) {
		const char *written = n->attributes.items[i].name;
		const char *best =
		    nearest(written, rule->required, rule->optional);
		if (!contains(rule->required, written) &&
		    !contains(rule->optional, written) && best &&
		    strcmp(best, name) == 0)
			return true;
	}
	return false;
}

static void
check_attributes(const struct xml_node *n, const struct element_rule *rule,
    struct diag *diag)
{
	for (size_t i = 0; i < n->attributes.count; i++) {
		const struct xml_attribute *a = &n->attributes.items[i];
		if (!contains(rule->required, a->name) &&
		    !contains(rule->optional, a->name)) {
			diag_error(diag, &a->name_at,
			    "unknown attribute '%s' of <%s>", a->name, n->name);
			note_known(
			    diag, a->name, rule->required, rule->optional);
		} else if (a->value[0] == '\0' &&
		    (!rule->may_be_empty ||
			strcmp(a->name, rule->may_be_empty) != 0)) {
			diag_error(diag, &a->name_at,
			    "the attribute '%s' of <%s> is empty", a->name,
			    n->name);
		}
	}
	for (const char *const *w = rule->required; w && *w; w++)
		if (!xml_node_attribute(n, *w) && !is_misspelt(n, rule, *w))
			diag_error(diag, &n->at,
			    "missing attribute '%s' of <%s>", *w, n->name);
}

static void
check_children(const struct xml_node *n, const struct element_rule *rule,
    struct diag *diag)
{
	for (size_t i = 0; i < n->children.count; i++) {
		const struct xml_node *child = n->children.items[i];
		if (strcmp(child->name_space, n->name_space) != 0) {
			diag_error(diag, &child->at,
			    "<%s> has the namespace '%s', its parent '%s'",
			    child->name, child->name_space, n->name_space);
		} else if (!contains(rule->children, child->name)) {
			diag_error(diag, &child->at,
			    "unknown element <%s> in <%s>", child->name,
			    n->name);
			note_known(diag, child->name, rule->children, NULL);
		}
	}
}

void
reader_check(const struct xml_node *n, const struct element_rule *rule,
    struct diag *diag)
{
	check_attributes(n, rule, diag);
	check_children(n, rule, diag);
	if (!rule->text && n->text_at.source)
		diag_error(
		    diag, &n->text_at, "text is not allowed in <%s>", n->name);
	else if (rule->text && !n->text_at.source)
		diag_error(diag, &n->at, "<%s> is empty", n->name);
}

bool
reader_is(const struct xml_node *n, const char *name)
{
	return strcmp(n->name, name) == 0 &&
	    (!n->parent || strcmp(n->name_space, n->parent->name_space) == 0);
}

const struct xml_attribute *
reader_attribute(const struct xml_node *n, const char *name)
{
	const struct xml_attribute *a = xml_node_attribute(n, name);
	return a && a->value[0] ? a : NULL;
}

char *
reader_copy(const struct xml_node *n, const char *name)
{
	const struct xml_attribute *a = reader_attribute(n, name);
	return a ? mem_strdup(a->value) : NULL;
}

char *
reader_text(const struct xml_node *n)
{
	struct buf folded;
	buf_init(&folded, n->text.size + 1);
	const char *text = buf_text(&n->text);
	for (;;) {
		text += strspn(text, " \t\r\n");
		size_t size = strcspn(text, " \t\r\n");
		if (size == 0)
			break;
		if (folded.size)
			buf_add_char(&folded, ' ');
		buf_add(&folded, text, size);
		text += size;
	}
	return buf_take(&folded);
}

struct place
reader_part(const struct xml_attribute *a, size_t offset, size_t size)
{
	struct place at = a->value_at;
	/* With references in it the value and its text differ in length. */
	if (at.length != strlen(a->value))
		return at;
	at.column += (unsigned)offset;
	at.length = size ? (unsigned)size : 1;
	return at;
}

int
reader_word(const struct xml_attribute *a, const char *what,
    const char *const *words, struct diag *diag)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], a->value) == 0)
			return i;
	reader_unknown(diag, &a->value_at, what, a->value, words);
	return -1;
}

void
reader_each_word(const struct xml_attribute *list, reader_word_use *use,
    void *data, struct diag *diag)
{
	const char *text = list->value;
	for (size_t i = strspn(text, " "); text[i];) {
		size_t size = strcspn(text + i, " ");
		struct place at = reader_part(list, i, size);
		char *word = mem_strndup(text + i, size);
		use(data, word, &at, diag);
		free(word);
		i += size + strspn(text + i + size, " ");
	}
}

bool
reader_yes(const struct xml_node *n, const char *name, bool fallback,
    struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, name);
	if (!a)
		return fallback;
	int word = reader_word(a, "value", WORDS("yes", "no"), diag);
	return word < 0 ? fallback : word == 0;
}

static bool
is_lower_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
reader_is_name(const char *text)
{
	for (;;) {
		size_t size = 0;
		while (is_lower_or_digit(text[size]))
			size++;
		if (size == 0)
			return false;
		text += size;
		if (*text == '\0')
			return true;
		if (*text++ != '-')
			return false;
	}
}

bool
reader_check_name(
    const struct xml_attribute *a, const char *what, struct diag *diag)
{
	if (reader_is_name(a->value))
		return true;
	diag_error(diag, &a->value_at,
	    "the %s '%s' must be lower-case words joined by hyphens", what,
	    a->value);
	diag_note(diag, "write it like 'invitation-times-out'");
	return false;
}

bool
reader_check_id(
    const struct xml_attribute *a, const char *what, struct diag *diag)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char others[] = "0123456789-_";
	const char *text = a->value;
	bool good = strchr(letters, *text) != NULL;
	while (*text && (strchr(letters, *text) || strchr(others, *text)))
		text++;
	if (good && *text == '\0')
		return true;
	diag_error(diag, &a->value_at,
	    "the %s '%s' is not a letter followed by letters, digits, '-' "
	    "and '_'",
	    what, a->value);
	return false;
}

bool
reader_number(const struct xml_attribute *a, unsigned least, unsigned most,
    unsigned *ret_number, struct diag *diag)
{
	unsigned number = 0;
	const char *text = a->value;
	for (; *text >= '0' && *text <= '9' && number <= most; text++)
		number = number * 10 + (unsigned)(*text - '0');
	if (*text == '\0' && number <= most) {
		*ret_number = number;
		return true;
	}
	diag_error(diag, &a->value_at, "'%s' is not a number from %u to %u",
	    a->value, least, most);
	return false;
}

bool
reader_duration(
    const struct xml_attribute *a, int64_t *ret_ns, struct diag *diag)
{
	enum duration_problem problem =
	    duration_parse(a->value, strlen(a->value), ret_ns);
	if (problem == DURATION_OK)
		return true;
	diag_error(diag, &a->value_at, "'%s' %s", a->value,
	    duration_problem_text(problem));
	return false;
}

bool
reader_size(const struct xml_attribute *a, size_t *ret_bytes, struct diag *diag)
{
	const char *problem = size_parse(a->value, ret_bytes);
	if (problem)
		diag_error(diag, &a->value_at, "'%s' %s", a->value, problem);
	return !problem;
}
