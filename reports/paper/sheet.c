/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/paper/sheet.h"

#include "conformance/waivers.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "record/concession/concessions.h"
#include "record/seal/digest.h"
#include "record/summary.h"
#include "reports/html/html_markup.h"
#include "reports/paper/paper_assets.h"

#include <stdlib.h>
#include <string.h>

#define POLICY_MAX_BYTES 256
/* A list of concessions, or of files, fits by far. */
#define TEXT_MAX_BYTES ((size_t)1 << 20)

/* --- the document --- */

/* Nothing may be loaded, nothing may run, and only our own style counts. */
static void
add_policy(struct xml_writer *w, const struct buf *style)
{
	char source[DIGEST_SOURCE_SIZE];
	struct buf b;
	digest_print_source(source, style->bytes, style->size);
	buf_init(&b, POLICY_MAX_BYTES);
	buf_printf(&b,
	    "default-src 'none'; style-src '%s'; base-uri 'none'; "
	    "form-action 'none'",
	    source);
	xml_start(w, "meta");
	xml_attribute(w, "http-equiv", "Content-Security-Policy");
	xml_attribute(w, "content", buf_text(&b));
	xml_end(w);
	buf_free(&b);
}

static void
add_meta(struct xml_writer *w, const char *name, const char *content)
{
	xml_start(w, "meta");
	xml_attribute(w, "name", name);
	xml_attribute(w, "content", content);
	xml_end(w);
}

void
sheet_open(struct sheet *s, const char *title)
{
	struct xml_writer *w = s->w = xml_writer_new_html();
	struct buf style;
	buf_init(&style, SIZE_MAX / 2);
	buf_printf(&style, "/*<![CDATA[*/\n%s/*]]>*/", paper_style);
	xml_start(w, "html");
	xml_attribute(w, "xmlns", "http://www.w3.org/1999/xhtml");
	xml_attribute(w, "lang", "en");
	xml_start(w, "head");
	xml_start(w, "meta");
	xml_attribute(w, "charset", "utf-8");
	xml_end(w);
	add_policy(w, &style);
	add_meta(w, "viewport", "width=device-width, initial-scale=1");
	html_element(w, "title", NULL, title);
	xml_start(w, "style");
	xml_raw(w, style.bytes, style.size);
	xml_end(w);
	xml_end(w);
	xml_start(w, "body");
	buf_free(&style);
}

bool
sheet_close(struct sheet *s, struct buf *into)
{
	return xml_writer_finish(s->w, into);
}

void
sheet_begin_page(struct sheet *s, const char *kind, const char *title,
    const char *of, enum conformance conformance)
{
	struct xml_writer *w = s->w;
	s->section = 0;
	html_open(w, "article", "page");
	xml_start(w, "header");
	html_element(w, "p", "kind", kind);
	xml_start(w, "div");
	html_element(w, "p", "title", title);
	html_element(w, "h1", NULL, of);
	xml_end(w);
	html_open(w, "p", "status");
	xml_attribute(w, "data-v", conformance_key(conformance));
	html_text(w, conformance_sentence(conformance));
	xml_end(w);
	xml_end(w);
}

void
sheet_begin_section(struct sheet *s, const char *title)
{
	char *text = mem_printf("%u  %s", ++s->section, title);
	xml_start(s->w, "section");
	html_element(s->w, "h2", NULL, text);
	free(text);
}

/* --- boxes --- */

void
sheet_begin_box(struct sheet *s, const char *title)
{
	html_open(s->w, "div", "box");
	html_element(s->w, "h3", NULL, title);
	xml_start(s->w, "dl");
}

void
sheet_fact(struct sheet *s, const char *name, const char *value)
{
	bool is_blank = !value || !*value;
	xml_start(s->w, "div");
	html_element(s->w, "dt", NULL, name);
	html_element(s->w, "dd", is_blank ? "blank" : NULL,
	    is_blank ? "\xc2\xa0" : value);
	xml_end(s->w);
}

void
sheet_fact_if(struct sheet *s, const char *name, const char *value)
{
	if (value && *value)
		sheet_fact(s, name, value);
}

static void
end_box(struct sheet *s)
{
	xml_end(s->w);
	xml_end(s->w);
}

void
sheet_print_system(struct sheet *s)
{
	const struct run_facts *run = s->results->run;
	const struct ics *ics = run->ics;
	char *said = mem_printf("%s%s%s", run->server_name,
	    *run->server_version ? " " : "", run->server_version);
	sheet_begin_box(s, "System under test");
	sheet_fact(s, "Name", ics ? ics->product : NULL);
	sheet_fact(s, "Version", ics ? ics->version : NULL);
	sheet_fact(s, "Build", ics ? ics->build : NULL);
	sheet_fact(s, "Supplier", ics ? ics->supplier.name : NULL);
	sheet_fact_if(s, "Contact", ics ? ics->supplier.contact : NULL);
	sheet_fact_if(s, "Says of itself", said);
	end_box(s);
	free(said);
}

void
sheet_print_company(
    struct sheet *s, const char *title, const struct ics_company *c)
{
	sheet_begin_box(s, title);
	sheet_fact(s, "Name", c ? c->name : NULL);
	sheet_fact(s, "Address", c ? c->address : NULL);
	sheet_fact(s, "Contact", c ? c->contact : NULL);
	end_box(s);
}

static void
add_start(struct sheet *s)
{
	char text[WALL_TEXT_SIZE];
	if (run_is_simulated(s->results->run)) {
		sheet_fact(s, "Tested", "in a simulation, which has no date");
		return;
	}
	wall_print(text, s->results->wall_s);
	*strchr(text, 'T') = ' ';
	char *utc = mem_printf("%s UTC", text);
	sheet_fact(s, "Tested", utc);
	free(utc);
}

/* By its bytes alone: what it is called differs from machine to machine. */
static void
add_file(struct sheet *s, const char *name, const struct source *source)
{
	char digest[DIGEST_TEXT_SIZE];
	if (!source) {
		sheet_fact(s, name, NULL);
		return;
	}
	digest_print(digest, source->text, source->size);
	char *text = mem_printf("SHA-256 %s", digest);
	sheet_fact(s, name, text);
	free(text);
}

void
sheet_print_means(struct sheet *s)
{
	const struct run_facts *run = s->results->run;
	char *program = mem_printf("ixconform %s%s%s", run->program_version,
	    run->program_sha256 ? ", SHA-256 " : "",
	    run->program_sha256 ? run->program_sha256 : "");
	char *target = mem_printf("%s, %s", run->target_name, run->target_url);
	char time[DURATION_TEXT_SIZE];
	sheet_begin_box(s, "Testing environment");
	add_start(s);
	if (s->summary)
		sheet_fact(s, "Duration",
		    duration_print(time, s->summary->duration_ns));
	sheet_fact(s, "Means of testing", program);
	sheet_fact(s, "Host", run->host_name);
	sheet_fact(s, "IXIT (target)", target);
	add_file(s, "ICS", run->ics ? run->ics->source : NULL);
	if (run->waivers)
		add_file(s, "Waivers", run->waivers->source);
	end_box(s);
	free(program);
	free(target);
}

/* --- tables --- */

void
sheet_cell(struct sheet *s, const char *class, const char *text)
{
	html_element(s->w, "td", class, text);
}

void
sheet_count(struct sheet *s, unsigned count)
{
	char *text = mem_printf("%u", count);
	html_element(s->w, "td", count ? "n" : "n none", text);
	free(text);
}

/* --- sections --- */

void
sheet_print_concessions(struct sheet *s)
{
	struct concessions c;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	concessions_collect(&c, s->results->run, s->results->has_derived_tags);
	concessions_print(&text, &c);
	sheet_begin_section(s, "Limits, reservations and concessions");
	html_element(s->w, "p", NULL, buf_text(&text));
	if (c.items.count) {
		xml_start(s->w, "ul");
		for (size_t i = 0; i < c.items.count; i++)
			html_element(s->w, "li", NULL, c.items.items[i]);
		xml_end(s->w);
	}
	xml_end(s->w);
	concessions_free(&c);
	buf_free(&text);
}

static void
add_waiver(struct sheet *s, const struct waiver *one)
{
	bool is_over = waiver_has_expired(one, s->results->run->wall_start_s);
	xml_start(s->w, "tr");
	sheet_cell(s, "id", one->id);
	sheet_cell(s, "id", one->requirement);
	sheet_cell(s, NULL, one->path ? one->path : "all that show it");
	sheet_cell(s, NULL, one->reason);
	sheet_cell(s, NULL, one->erratum);
	sheet_cell(s, is_over ? "id over" : "id", one->expires);
	xml_end(s->w);
}

void
sheet_print_waivers(struct sheet *s)
{
	static const char *const columns[] = { "Waiver", "Requirement", "Cases",
		"Reason", "Erratum", "Until", NULL };
	const struct waivers *all = s->results->run->waivers;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	results_print_waivers(s->results, &text);
	sheet_begin_section(s, "Waivers");
	html_element(
	    s->w, "p", NULL, all ? buf_text(&text) : "No waivers were given.");
	if (all && all->items.count) {
		html_open_table(s->w, "Waivers", "waivers", columns);
		xml_start(s->w, "tbody");
		for (size_t i = 0; i < all->items.count; i++)
			add_waiver(s, &all->items.items[i]);
		xml_end(s->w);
		xml_end(s->w);
		xml_end(s->w);
	}
	xml_end(s->w);
	buf_free(&text);
}

void
sheet_print_no_run(struct sheet *s)
{
	const struct results *r = s->results;
	if (r->run && r->suites.count && !r->problem)
		return;
	html_open(s->w, "article", "page");
	html_element(
	    s->w, "p", "problem", r->problem ? r->problem : "No case was run.");
	xml_end(s->w);
}

static void
add_signature(struct sheet *s, const char *who)
{
	xml_start(s->w, "div");
	html_element(s->w, "p", "line", "\xc2\xa0");
	html_element(s->w, "p", NULL, who);
	xml_end(s->w);
}

void
sheet_print_signatures(struct sheet *s)
{
	html_open(s->w, "footer", "signatures");
	add_signature(s, "Test laboratory: date, name, signature");
	add_signature(s, "Client: date, name, signature");
	xml_end(s->w);
}
