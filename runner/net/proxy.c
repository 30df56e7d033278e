/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/net/proxy.h"

#include "core/mem.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The longest entry of no_proxy that is looked at: longer than any host. */
#define ENTRY_MAX_BYTES 260
#define BETWEEN_ENTRIES ", \t"

void
proxy_free(struct proxy *p)
{
	free(p->address);
	free(p->user);
	free(p->password);
	free(p->variable);
	*p = (struct proxy){ 0 };
}

/* --- hosts without --- */

static bool
is_in_network(const char *entry, const char *host)
{
	char network[ENTRY_MAX_BYTES];
	struct in_addr a, b;
	const char *slash = strchr(entry, '/');
	size_t size = (size_t)(slash - entry);
	memcpy(network, entry, size);
	network[size] = '\0';
	unsigned long bits = strtoul(slash + 1, NULL, 10);
	if (bits > 32 || inet_pton(AF_INET, network, &a) != 1 ||
	    inet_pton(AF_INET, host, &b) != 1)
		return false;
	uint32_t mask = bits ? htonl(UINT32_MAX << (32 - bits)) : 0;
	return ((a.s_addr ^ b.s_addr) & mask) == 0;
}

/* The host itself, or its domain. */
static bool
is_named(const char *entry, const char *host)
{
	size_t entry_size, host_size = strlen(host);
	if (strcmp(entry, "*") == 0)
		return true;
	if (strchr(entry, '/'))
		return is_in_network(entry, host);
	while (*entry == '.')
		entry++;
	entry_size = strlen(entry);
	if (entry_size == 0 || entry_size > host_size)
		return false;
	const char *end = host + host_size - entry_size;
	return strcasecmp(end, entry) == 0 && (end == host || end[-1] == '.');
}

bool
proxy_is_spared(const char *no_proxy, const char *host)
{
	char entry[ENTRY_MAX_BYTES];
	while (*no_proxy) {
		no_proxy += strspn(no_proxy, BETWEEN_ENTRIES);
		size_t size = strcspn(no_proxy, BETWEEN_ENTRIES);
		if (size < sizeof(entry)) {
			memcpy(entry, no_proxy, size);
			entry[size] = '\0';
			if (is_named(entry, host))
				return true;
		}
		no_proxy += size;
	}
	return false;
}

/* --- its address --- */

static bool
is_known_scheme(const char *scheme)
{
	static const char *const schemes[] = { "http", "https", "socks4",
		"socks4a", "socks5", "socks5h" };
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (strcmp(scheme, schemes[i]) == 0)
			return true;
	return false;
}

/* A part of the URL, decoded and owned; NULL when it has none. */
static char *
take_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *text = NULL, *copy = NULL;
	if (curl_url_get(url, part, &text, flags) == CURLUE_OK)
		copy = mem_strdup(text);
	curl_free(text);
	return copy;
}

static const char *
take_apart(struct proxy *p, CURLU *url)
{
	const char *problem = NULL;
	char *scheme = take_part(url, CURLUPART_SCHEME, 0);
	char *host = take_part(url, CURLUPART_HOST, 0);
	char *port = take_part(url, CURLUPART_PORT, 0);
	if (!scheme || !is_known_scheme(scheme))
		problem = "its scheme must be http, https, socks4, socks4a, "
			  "socks5 or socks5h";
	else
		p->address = mem_printf("%s://%s%s%s", scheme, host ? host : "",
		    port ? ":" : "", port ? port : "");
	p->user = take_part(url, CURLUPART_USER, CURLU_URLDECODE);
	p->password = take_part(url, CURLUPART_PASSWORD, CURLU_URLDECODE);
	free(scheme);
	free(host);
	free(port);
	return problem;
}

static const char *
read_address(struct proxy *p, const char *address)
{
	const char *problem = "it is not the address of a host";
	char *whole = strstr(address, "://") ? mem_strdup(address)
					     : mem_printf("http://%s", address);
	CURLU *url = curl_url();
	if (curl_url_set(url, CURLUPART_URL, whole, CURLU_NON_SUPPORT_SCHEME) ==
	    CURLUE_OK)
		problem = take_apart(p, url);
	curl_url_cleanup(url);
	free(whole);
	return problem;
}

/* Without the brackets of an IPv6 address. */
static bool
is_spared(const struct channel_config *config, const char *host)
{
	size_t size = strlen(host);
	if (!config->proxy_variable || !config->no_proxy)
		return false;
	char *bare =
	    host[0] == '[' ? mem_strndup(host + 1, size - 2) : mem_strdup(host);
	bool spared = proxy_is_spared(config->no_proxy, bare);
	free(bare);
	return spared;
}

const char *
proxy_init(
    struct proxy *p, const struct channel_config *config, const char *host)
{
	*p = (struct proxy){ 0 };
	if (!config->proxy || !*config->proxy || is_spared(config, host))
		return NULL;
	if (config->proxy_variable)
		p->variable = mem_strdup(config->proxy_variable);
	return read_address(p, config->proxy);
}
