/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/rendering.h"

#include "core/text/suggest.h"
#include "load/element/reader.h"

#include <string.h>

/* A fixture's longest text has some hundred bytes. */
#define TEXT_MAX_BYTES 100000

static const struct element_rule rendering_rule = {
	.name = "rendering",
	.required = WORDS("name"),
	.children = WORDS("word"),
};

static const struct element_rule word_rule = {
	.name = "word",
	.required = WORDS("name", "is"),
};

/* A word of the rendering that is filled in. */
struct word {
	const char *name, *is; /* borrowed from the document */
	struct place at;
	bool is_used;
};

struct filling {
	struct xml_document *document;
	VEC(struct word) words;
	struct diag *diag;
};

static struct word *
find_word(const struct filling *f, const char *name, size_t size)
{
	for (size_t i = 0; i < f->words.count; i++)
		if (strlen(f->words.items[i].name) == size &&
		    memcmp(f->words.items[i].name, name, size) == 0)
			return &f->words.items[i];
	return NULL;
}

static void
report_unknown(const struct filling *f, const char *name, size_t size,
    const struct place *at)
{
	struct suggestion near;
	char *word = mem_strndup(name, size);
	suggest_start(&near, word);
	for (size_t i = 0; i < f->words.count; i++)
		suggest_offer(&near, f->words.items[i].name);
	diag_error(f->diag, at, "the rendering has no word '%s'", word);
	if (near.best)
		diag_did_you_mean(f->diag, near.best);
	free(word);
}

/* "$requester-places" as "router-places"; "$$" is a dollar sign. */
static void
fill_text(struct filling *f, struct buf *into, const char *text,
    const struct place *at)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	while (*text) {
		size_t plain = strcspn(text, "$");
		buf_add(into, text, plain);
		text += plain;
		size_t size = *text ? strspn(text + 1, letters) : 0;
		struct word *word = find_word(f, text + 1, size);
		if (word) {
			word->is_used = true;
			buf_add_text(into, word->is);
		} else if (size > 0) {
			report_unknown(f, text + 1, size, at);
		} else if (*text) {
			buf_add_char(into, '$');
			size = text[1] == '$';
		}
		text += *text ? 1 + size : 0;
	}
}

static void
fill_attribute(struct filling *f, struct xml_attribute *a)
{
	struct buf b;
	if (!strchr(a->value, '$'))
		return;
	buf_init(&b, TEXT_MAX_BYTES);
	fill_text(f, &b, a->value, &a->value_at);
	a->value =
	    xml_storage_copy(&f->document->storage, buf_text(&b), b.size);
	buf_free(&b);
}

static void
fill_node(struct filling *f, struct xml_node *n)
{
	if (reader_is(n, "rendering"))
		return;
	for (size_t i = 0; i < n->attributes.count; i++)
		fill_attribute(f, &n->attributes.items[i]);
	if (n->text.size && strchr(buf_text(&n->text), '$')) {
		struct buf b;
		buf_init(&b, TEXT_MAX_BYTES);
		fill_text(f, &b, buf_text(&n->text), &n->text_at);
		buf_free(&n->text);
		n->text = b;
	}
	for (size_t i = 0; i < n->children.count; i++)
		fill_node(f, n->children.items[i]);
}

static bool
is_word_name(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyz") == strlen(name);
}

static void
read_word(struct filling *f, const struct xml_node *n)
{
	reader_check(n, &word_rule, f->diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *is = reader_attribute(n, "is");
	if (!name || !is)
		return;
	if (!is_word_name(name->value)) {
		diag_error(f->diag, &name->value_at,
		    "'%s' must be lower-case letters only: $%s is where its "
		    "text goes",
		    name->value, name->value);
		return;
	}
	if (find_word(f, name->value, strlen(name->value))) {
		diag_error(f->diag, &name->value_at,
		    "the word '%s' is given twice", name->value);
		return;
	}
	struct word word = {
		.name = name->value, .is = is->value, .at = n->at
	};
	vec_push(&f->words, word);
}

static bool
has_word(const struct xml_node *rendering, const char *name)
{
	for (size_t i = 0; i < rendering->children.count; i++) {
		const struct xml_attribute *a =
		    reader_attribute(rendering->children.items[i], "name");
		if (a && strcmp(a->value, name) == 0)
			return true;
	}
	return false;
}

/* What one rendering has a word for, the others have, too. */
static void
check_other(const struct filling *f, const struct xml_node *other)
{
	for (size_t i = 0; i < f->words.count; i++) {
		const struct word *word = &f->words.items[i];
		if (has_word(other, word->name))
			continue;
		diag_error(f->diag, &other->at,
		    "this rendering has no word '%s'", word->name);
		diag_note(
		    f->diag, "another one has it in line %u", word->at.line);
	}
}

static struct xml_node *
find_rendering(const struct xml_node *root, const char *name)
{
	for (size_t i = 0; i < root->children.count; i++) {
		struct xml_node *n = root->children.items[i];
		const struct xml_attribute *a = reader_is(n, "rendering")
		    ? reader_attribute(n, "name")
		    : NULL;
		if (a && (!name || strcmp(a->value, name) == 0))
			return n;
	}
	return NULL;
}

static void
report_choice(const struct xml_node *root, const struct xml_attribute *chosen,
    struct diag *diag)
{
	struct suggestion near;
	struct buf names;
	buf_init(&names, TEXT_MAX_BYTES);
	suggest_start(&near, chosen ? chosen->value : "");
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		const struct xml_attribute *a = reader_attribute(n, "name");
		if (!reader_is(n, "rendering") || !a)
			continue;
		suggest_offer(&near, a->value);
		buf_printf(&names, "%s%s", names.size ? ", " : "", a->value);
	}
	if (!chosen)
		diag_error(diag, &root->at, "this fixture has renderings: %s",
		    buf_text(&names));
	else if (names.size)
		diag_error(diag, &chosen->value_at, "unknown rendering '%s'",
		    chosen->value);
	else
		diag_error(
		    diag, &chosen->name_at, "this fixture has no <rendering>");
	if (!chosen)
		diag_note(diag,
		    "the suite says which one, with rendering=\"...\"; it may "
		    "name the file once for each");
	else if (near.best)
		diag_did_you_mean(diag, near.best);
	else if (names.size)
		diag_note(diag, "it has %s", buf_text(&names));
	buf_free(&names);
}

static void
fill_in(struct filling *f, struct xml_node *rendering)
{
	struct xml_node *root = f->document->root;
	reader_check(rendering, &rendering_rule, f->diag);
	for (size_t i = 0; i < rendering->children.count; i++)
		if (reader_is(rendering->children.items[i], "word"))
			read_word(f, rendering->children.items[i]);
	for (size_t i = 0; i < root->children.count; i++)
		if (reader_is(root->children.items[i], "rendering"))
			check_other(f, root->children.items[i]);
	fill_node(f, root);
	for (size_t i = 0; i < f->words.count; i++)
		if (!f->words.items[i].is_used)
			diag_error(f->diag, &f->words.items[i].at,
			    "nothing in the file says $%s",
			    f->words.items[i].name);
}

bool
rendering_fill_in(struct xml_document *d, const struct xml_attribute *chosen,
    struct diag *diag)
{
	struct filling f = { .document = d, .diag = diag };
	unsigned errors = diag->error_count;
	if (!chosen && !find_rendering(d->root, NULL))
		return true;
	struct xml_node *rendering =
	    chosen ? find_rendering(d->root, chosen->value) : NULL;
	if (rendering)
		fill_in(&f, rendering);
	else
		report_choice(d->root, chosen, diag);
	vec_free(&f.words);
	return diag->error_count == errors;
}
