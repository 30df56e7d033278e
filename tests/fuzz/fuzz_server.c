/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server's side of the binding: the mock under bytes that come on one
 * connection.  It answers in HTTP or not at all, and serves the next client as
 * if nothing had been.
 */
#include "mock/http/http.h"
#include "mock/server.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/loopback.h"

#include <string.h>
#include <unistd.h>

const unsigned fuzz_runs = 120;

/* Longer than an answer takes, but on a busy machine. */
#define SILENCE_MS 3
/* Of the client that comes after the attack. */
#define PATIENCE_MS 20000

static void
attack(unsigned short port, const uint8_t *bytes, size_t size)
{
	char answer[4096];
	int fd = loopback_connect(port);
	loopback_send(fd, bytes, size);
	size_t count = loopback_read(fd, answer, sizeof(answer), SILENCE_MS);
	FUZZ_REQUIRE(count < 7 || strncmp(answer, "HTTP/1.", 7) == 0,
	    "no HTTP: %s", answer);
	close(fd);
}

static void
use(unsigned short port)
{
	static const char request[] =
	    "POST /ixconform/1/channels HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 0\r\nConnection: close\r\n\r\n";
	char answer[4096];
	int fd = loopback_connect(port);
	loopback_send(fd, request, strlen(request));
	loopback_read(fd, answer, sizeof(answer), PATIENCE_MS);
	FUZZ_REQUIRE(strncmp(answer, "HTTP/1.1 201 ", 13) == 0,
	    "the next client is answered: %s", answer);
	close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct mock_config config = mock_config_default();
	struct mock_server *server = mock_server_new(&config);
	diag_init(&diag);
	struct mock_http *http = mock_http_new(server, "127.0.0.1:0", &diag);
	FUZZ_REQUIRE(http && mock_http_start(http), "it does not serve");
	const char *colon = strrchr(mock_http_url(http), ':');
	unsigned short port = (unsigned short)strtoul(colon + 1, NULL, 10);
	attack(port, bytes, size);
	use(port);
	mock_http_free(http);
	mock_server_free(server);
	diag_free(&diag);
	return 0;
}
