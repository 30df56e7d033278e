/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/manifest.h"

#include "bundle/layout.h"
#include "core/mem.h"
#include "record/seal/digest.h"

#include <string.h>

/* As sha256sum has it: the digest, two spaces, the name. */
#define DIGITS (DIGEST_TEXT_SIZE - 1)
#define GAP 2

void
manifest_print(struct buf *into, struct pack *p)
{
	char digest[DIGEST_TEXT_SIZE];
	pack_sort(p);
	for (size_t i = 0; i < p->files.count; i++) {
		const struct pack_file *f = &p->files.items[i];
		if (layout_is_seal(f->name))
			continue;
		digest_print(digest, f->bytes, f->size);
		buf_printf(into, "%s  %s\n", digest, f->name);
	}
}

/* --- the other way --- */

struct reading {
	const struct pack *pack;
	struct objections *objections;
	bool *listed; /* by file */
	unsigned line;
};

/* Two spaces, or one and the star of a binary file. */
static bool
has_form(const char *line, size_t size)
{
	if (size <= DIGITS + GAP || line[DIGITS] != ' ' ||
	    !strchr(" *", line[DIGITS + 1]) || memchr(line, '\0', size))
		return false;
	for (size_t i = 0; i < DIGITS; i++)
		if (!strchr("0123456789abcdef", line[i]))
			return false;
	return true;
}

static void
compare(struct reading *r, const char *digest, const struct pack_file *f)
{
	char is[DIGEST_TEXT_SIZE];
	digest_print(is, f->bytes, f->size);
	if (memcmp(is, digest, DIGITS) != 0)
		object_to(r->objections, f->name, OBJECTION_FALSE,
		    "'%s' is not the file that the manifest lists: its SHA-256 "
		    "is %s",
		    f->name, is);
}

static void
take_name(struct reading *r, const char *digest, const char *name)
{
	const struct pack_file *f = pack_find(r->pack, name);
	if (strcmp(name, BUNDLE_MANIFEST) == 0) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_MANIFEST ":%u: the manifest lists itself, which no "
				    "file can do rightly",
		    r->line);
	} else if (layout_is_seal(name)) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_MANIFEST ":%u: '%s' seals the manifest, so it "
				    "cannot be listed in it",
		    r->line, name);
	} else if (!f) {
		object_to(r->objections, name, OBJECTION_FALSE,
		    "'%s' is missing: the manifest lists it", name);
	} else if (r->listed[f - r->pack->files.items]) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_MANIFEST ":%u: '%s' is listed twice", r->line, name);
	} else {
		r->listed[f - r->pack->files.items] = true;
		compare(r, digest, f);
	}
}

static void
take_line(struct reading *r, const char *line, size_t size)
{
	if (!has_form(line, size)) {
		object(r->objections, OBJECTION_UNREADABLE,
		    BUNDLE_MANIFEST ":%u: this is no line of sha256sum: 64 "
				    "hexadecimal digits, two spaces, a name",
		    r->line);
		return;
	}
	char *name = mem_strndup(line + DIGITS + GAP, size - DIGITS - GAP);
	take_name(r, line, name);
	free(name);
}

static void
read_lines(struct reading *r, const struct pack_file *manifest)
{
	const char *at = manifest->bytes;
	const char *end = at + manifest->size;
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		r->line++;
		take_line(r, at, (size_t)(stop - at));
		if (r->objections->left_out)
			break;
		at = stop + 1;
	}
}

void
manifest_check(const struct pack *p, struct objections *o)
{
	const struct pack_file *manifest = pack_find(p, BUNDLE_MANIFEST);
	if (!manifest) {
		object(o, OBJECTION_UNREADABLE,
		    "there is no " BUNDLE_MANIFEST ": this is no bundle");
		return;
	}
	struct reading r = { .pack = p,
		.objections = o,
		.listed = mem_zalloc(p->files.count + 1) };
	read_lines(&r, manifest);
	for (size_t i = 0; i < p->files.count; i++) {
		const char *name = p->files.items[i].name;
		if (!r.listed[i] && !layout_is_seal(name))
			object_to(o, name, OBJECTION_FALSE,
			    "'%s' is not listed in the manifest", name);
	}
	free(r.listed);
}
