/* SPDX-License-Identifier: Apache-2.0 */
#include "load/target_file.h"

#include "core/source_file.h"
#include "load/element/reader.h"
#include "load/fixture_file.h"
#include "load/path.h"
#include "load/target_options.h"
#include "load/target_pool.h"
#include "model/limits.h"

#include <ctype.h>
#include <string.h>

static const struct element_rule target_rule = {
	.name = "target",
	.required = WORDS("name"),
	.children = WORDS("server", "pool", "options", "timer", "reading",
	    "background", "value", "substitute", "limits"),
};

static const struct element_rule server_rule = {
	.name = "server",
	.optional = WORDS("url", "embedded", "settle"),
	.children = WORDS("tls", "credentials", "proxy"),
};

static const struct element_rule tls_rule = {
	.name = "tls",
	.optional = WORDS("ca", "certificate", "key", "pass-phrase-file",
	    "pass-phrase-environment"),
};

static const struct element_rule credentials_rule = {
	.name = "credentials",
	.required = WORDS("kind"),
	.optional = WORDS("file", "environment"),
};

static const struct element_rule proxy_rule = {
	.name = "proxy",
	.required = WORDS("url"),
};

static const struct element_rule pair_rule = {
	.name = "value",
	.required = WORDS("name", "value"),
	.may_be_empty = "value",
};

static const struct element_rule background_rule = {
	.name = "background",
	.required = WORDS("message"),
	.optional = WORDS("protocol"),
};

static const struct element_rule substitute_rule = {
	.name = "substitute",
	.required = WORDS("phase", "href"),
};

static const struct element_rule limits_rule = {
	.name = "limits",
	.optional = WORDS("evidence", "messages-per-second"),
};

static char *
read_path(struct target *t, const struct xml_node *n, const char *name)
{
	const struct xml_attribute *a = reader_attribute(n, name);
	if (!a)
		return NULL;
	char *path = path_resolve(t->source->path, a->value);
	struct named_text file = { .name = mem_strdup(name),
		.text = mem_strdup(path),
		.at = a->name_at,
		.text_at = a->value_at };
	vec_push(&t->files, file);
	return path;
}

#define PORT_MAX 65535

/* What is wrong with "host", "host:port" or "[address]:port", or NULL. */
static const char *
host_problem(const char *host, size_t size)
{
	size_t end = 0;
	if (host[0] == '[') {
		end = strspn(host, "[0123456789abcdefABCDEF:.");
		if (host[end] != ']')
			return "has an address without its ']'";
		end++;
	} else {
		while (end < size &&
		    (isalnum((unsigned char)host[end]) ||
			strchr("-._~%", host[end])))
			end++;
	}
	if (end == 0)
		return "has no host";
	if (end == size)
		return NULL;
	if (host[end] != ':')
		return "has an invalid character in its host";
	unsigned long port = 0;
	for (size_t i = end + 1; i < size && port <= PORT_MAX; i++) {
		if (!isdigit((unsigned char)host[i]))
			return "has a port that is not a number";
		port = port * 10 + (unsigned long)(host[i] - '0');
	}
	return port == 0 || port > PORT_MAX
	    ? "has a port that is not from 1 to 65535"
	    : NULL;
}

/* What is wrong with the rest after "http://", apart from its host, or NULL. */
static const char *
path_problem(const char *rest)
{
	for (const char *c = rest; *c; c++)
		if (!isgraph((unsigned char)*c) || strchr("\"<>\\^`{|}", *c))
			return "has an invalid character";
	return strpbrk(rest, "?#")
	    ? "has a '?' or '#'; a base address ends with its path"
	    : NULL;
}

/* What is after "SCHEME://", or NULL: it is none of them. */
static const char *
skip_scheme(const char *url, const char *const *schemes)
{
	for (; *schemes; schemes++) {
		size_t size = strlen(*schemes);
		if (strncmp(url, *schemes, size) == 0 &&
		    strncmp(url + size, "://", 3) == 0)
			return url + size + 3;
	}
	return NULL;
}

/* An absolute URL of one of the schemes, without credentials in it. */
static void
check_url(const struct xml_attribute *a, const char *const *schemes,
    const char *kind, struct diag *diag)
{
	const char *rest = skip_scheme(a->value, schemes);
	if (!rest || *rest == '\0' || *rest == '/') {
		diag_error(diag, &a->value_at, "'%s' is not %s URL with a host",
		    a->value, kind);
	} else if (memchr(rest, '@', strcspn(rest, "/?#"))) {
		/* Without the line itself, which holds the secret. */
		struct place whole = { .source = a->value_at.source };
		diag_error(diag, &whole,
		    "the url in line %u contains a user or a password",
		    a->value_at.line);
		diag_note(diag, "name a file or a variable in <credentials>");
	} else {
		const char *problem = host_problem(rest, strcspn(rest, "/?#"));
		if (!problem)
			problem = path_problem(rest);
		if (problem)
			diag_error(diag, &a->value_at, "the URL '%s' %s",
			    a->value, problem);
	}
}

static void
read_tls(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &tls_rule, diag);
	t->ca_file = read_path(t, n, "ca");
	t->certificate_file = read_path(t, n, "certificate");
	t->key_file = read_path(t, n, "key");
	if (!t->certificate_file != !t->key_file)
		diag_error(diag, &n->at,
		    "a certificate needs its key, and a key its certificate");
	t->pass_phrase_file = read_path(t, n, "pass-phrase-file");
	t->pass_phrase_environment = reader_copy(n, "pass-phrase-environment");
	if (t->pass_phrase_file && t->pass_phrase_environment)
		diag_error(diag, &n->at,
		    "the pass phrase comes from either a file or a variable of "
		    "the environment");
}

static void
read_credentials(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &credentials_rule, diag);
	const struct xml_attribute *kind = reader_attribute(n, "kind");
	int word = kind
	    ? reader_word(kind, "kind", WORDS("basic", "bearer"), diag)
	    : -1;
	if (word >= 0)
		t->credentials =
		    word == 0 ? CREDENTIALS_BASIC : CREDENTIALS_BEARER;
	t->secret_file = read_path(t, n, "file");
	t->secret_environment = reader_copy(n, "environment");
	if (!t->secret_file == !t->secret_environment)
		diag_error(diag, &n->at,
		    "<credentials> name either a file or a variable of the "
		    "environment");
}

static void
read_proxy(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &proxy_rule, diag);
	const struct xml_attribute *url = reader_attribute(n, "url");
	if (url)
		check_url(url,
		    WORDS("http", "https", "socks4", "socks4a", "socks5",
			"socks5h"),
		    "an http://, https:// or socks5h://", diag);
	t->proxy = reader_copy(n, "url");
}

static void
read_server_part(struct target *t, const struct xml_node *n, struct diag *diag)
{
	if (reader_is(n, "tls"))
		read_tls(t, n, diag);
	else if (reader_is(n, "credentials"))
		read_credentials(t, n, diag);
	else if (reader_is(n, "proxy"))
		read_proxy(t, n, diag);
}

static void
read_server_parts(
    struct target *t, const struct xml_node *server, struct diag *diag)
{
	for (size_t i = 0; i < server->children.count; i++) {
		const struct xml_node *n = server->children.items[i];
		size_t first = 0;
		while (
		    strcmp(server->children.items[first]->name, n->name) != 0)
			first++;
		if (first < i)
			diag_error(diag, &n->at, "a second <%s>", n->name);
		else
			read_server_part(t, n, diag);
	}
}

static void
read_server(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &server_rule, diag);
	const struct xml_attribute *url = reader_attribute(n, "url");
	const struct xml_attribute *settle = reader_attribute(n, "settle");
	t->embedded = reader_yes(n, "embedded", false, diag);
	if (settle)
		reader_duration(settle, &t->settle_ns, diag);
	if (url)
		check_url(url, WORDS("http", "https"), "an http:// or https://",
		    diag);
	if (url && t->embedded)
		diag_error(diag, &url->name_at,
		    "an embedded server has no url; it listens on a free "
		    "port");
	else if (!url && !t->embedded)
		diag_error(
		    diag, &n->at, "<server> needs url= or embedded=\"yes\"");
	else
		t->url = reader_copy(n, "url");
	if (t->embedded && n->children.count > 0)
		diag_error(diag, &n->children.items[0]->at,
		    "an embedded server has no <%s>; it is in the same process",
		    n->children.items[0]->name);
	read_server_parts(t, n, diag);
}

static void
read_timer(struct target *t, const struct xml_node *n, struct diag *diag)
{
	int64_t known;
	reader_check(n, &pair_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *value = xml_node_attribute(n, "value");
	if (!name || !value || !reader_check_name(name, "timer", diag))
		return;
	struct named_timer timer = { .at = value->value_at };
	if (!reader_duration(value, &timer.ns, diag))
		return;
	if (target_timer(t, name->value, &known)) {
		diag_error(diag, &name->value_at,
		    "the timer '%s' is given twice", name->value);
		return;
	}
	timer.name = mem_strdup(name->value);
	vec_push(&t->timers, timer);
}

static struct named_text
named_text_of(
    const struct xml_attribute *name, const struct xml_attribute *text)
{
	return (struct named_text){
		.name = mem_strdup(name->value),
		.text = text ? mem_strdup(text->value) : NULL,
		.at = name->value_at,
		.text_at = text ? text->value_at : name->value_at,
	};
}

static void
read_pair(struct target *t, const struct xml_node *n, struct diag *diag)
{
	bool reading = reader_is(n, "reading");
	reader_check(n, &pair_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "name");
	const struct xml_attribute *value = xml_node_attribute(n, "value");
	if (!name || !value || !reader_check_id(name, "name", diag))
		return;
	if (reading ? target_reading(t, name->value)
		    : target_value(t, name->value)) {
		diag_error(diag, &name->value_at, "the %s '%s' is given twice",
		    n->name, name->value);
		return;
	}
	struct named_text pair = named_text_of(name, value);
	if (reading)
		vec_push(&t->readings, pair);
	else
		vec_push(&t->values, pair);
}

static void
read_background(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &background_rule, diag);
	const struct xml_attribute *name = reader_attribute(n, "message");
	if (!name)
		return;
	struct named_text entry =
	    named_text_of(name, reader_attribute(n, "protocol"));
	vec_push(&t->background, entry);
}

static void
read_substitute(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &substitute_rule, diag);
	const struct xml_attribute *phase = reader_attribute(n, "phase");
	const struct xml_attribute *href = reader_attribute(n, "href");
	if (!phase || !href)
		return;
	if (strncmp(phase->value, SETUP_PREFIX, strlen(SETUP_PREFIX)) != 0) {
		diag_error(diag, &phase->value_at,
		    "only setups can be substituted, and '%s' is not one",
		    phase->value);
		diag_note(diag, "write it like 'setup/agent-logs-in'");
		return;
	}
	struct substitute entry = { .phase = mem_strdup(phase->value),
		.path = path_resolve(t->source->path, href->value),
		.at = phase->value_at,
		.path_at = href->value_at };
	vec_push(&t->substitutes, entry);
}

static void
read_limits(struct target *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &limits_rule, diag);
	const struct xml_attribute *evidence = reader_attribute(n, "evidence");
	if (evidence)
		reader_size(evidence, &t->evidence_bytes, diag);
	const struct xml_attribute *rate =
	    reader_attribute(n, "messages-per-second");
	if (rate)
		reader_number(rate, 1, MESSAGES_PER_SECOND_MAX,
		    &t->messages_per_second, diag);
}

static void
read_part(struct target *t, const struct xml_node *n, struct diag *diag)
{
	static const struct part {
		const char *name;
		void (*read)(struct target *t, const struct xml_node *n,
		    struct diag *diag);
	} parts[] = {
		{ "pool", target_pool_read },
		{ "options", target_options_read },
		{ "timer", read_timer },
		{ "reading", read_pair },
		{ "value", read_pair },
		{ "background", read_background },
		{ "substitute", read_substitute },
		{ "limits", read_limits },
	};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (reader_is(n, parts[i].name))
			parts[i].read(t, n, diag);
}

/* There is one of each. */
static bool
is_second(
    const struct xml_node *root, const struct xml_node *n, struct diag *diag)
{
	const struct xml_node *first = n;
	if (!reader_is(n, "server") && !reader_is(n, "pool") &&
	    !reader_is(n, "options") && !reader_is(n, "limits"))
		return false;
	for (size_t i = root->children.count; i-- > 0;)
		if (strcmp(root->children.items[i]->name, n->name) == 0)
			first = root->children.items[i];
	if (first != n)
		diag_error(diag, &n->at, "a second <%s>", n->name);
	return first != n;
}

static void
read_target(struct target *t, const struct xml_node *root, struct diag *diag)
{
	bool served = false;
	reader_check(root, &target_rule, diag);
	const struct xml_attribute *name = reader_attribute(root, "name");
	if (name)
		reader_check_name(name, "target name", diag);
	t->name = mem_strdup(name ? name->value : "");
	t->settle_ns = SETTLE_DEFAULT_NS;
	t->evidence_bytes = EVIDENCE_DEFAULT_BYTES;
	t->messages_per_second = MESSAGES_PER_SECOND_DEFAULT;
	for (size_t i = 0; i < root->children.count; i++) {
		const struct xml_node *n = root->children.items[i];
		if (is_second(root, n, diag))
			continue;
		if (!reader_is(n, "server")) {
			read_part(t, n, diag);
			continue;
		}
		read_server(t, n, diag);
		served = true;
	}
	target_options_apply(t, diag);
	if (!served)
		diag_error(diag, &root->at, "<target> has no <server>");
}

/* Takes over the document; NULL is fine. */
static struct target *
target_read(struct xml_document *d, struct diag *diag)
{
	unsigned errors = diag->error_count;
	if (!d)
		return NULL;
	struct target *t = mem_zalloc(sizeof(*t));
	t->source = source_ref(d->source);
	read_target(t, d->root, diag);
	xml_document_free(d);
	if (diag->error_count == errors)
		return t;
	target_free(t);
	return NULL;
}

/* What a target brings along is next to it. */
static bool
read_substitutes(struct target *t, struct diag *diag)
{
	unsigned errors = diag->error_count;
	char *folder = path_resolve(t->source->path, ".");
	for (size_t i = 0; i < t->substitutes.count; i++) {
		struct substitute *s = &t->substitutes.items[i];
		s->source = source_read_named(
		    s->path, &s->path_at, SOURCE_MAX_BYTES, diag);
		if (s->source)
			source_name_within(s->source, folder);
	}
	free(folder);
	return diag->error_count == errors;
}

struct target *
target_load(const char *path, struct diag *diag)
{
	struct target *t = target_read(
	    reader_open(path, NULL, TARGET_NAMESPACE, "target", diag), diag);
	if (!t || read_substitutes(t, diag))
		return t;
	target_free(t);
	return NULL;
}

struct target *
target_parse(struct source *source, struct diag *diag)
{
	return target_read(
	    reader_parse(source, TARGET_NAMESPACE, "target", diag), diag);
}
