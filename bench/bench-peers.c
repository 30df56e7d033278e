/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIPp and we, by turns on the same machine: a client and a server in two
 * processes, over loopback, many conversations at a time.  SIPp's client looks
 * for the kind of each message; ours judges every case.
 *
 * A message counts where the client sends or receives it; what is around it (a
 * frame that opens a party, a fence) does not count.  Times are of the whole
 * process of the client, from exec to exit.
 *
 * usage: bench-peers PROGRAM DATA-FOLDER
 */
#include "bench/figure.h"
#include "bench/process.h"
#include "bench/scratch.h"
#include "core/buf.h"
#include "core/clock.h"
#include "core/mem.h"
#include "wire/json_object.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5 /* odd: the median is one of them */
/* In which SIPp is fastest, of 10, 100, 1,000 and 10,000. */
#define AT_A_TIME "1000"
#define CALLS "30000"
#define MESSAGES ((int64_t)30000 * 6)
#define CASES "10000"
#define CASE "conference/invitation-rejected/agent-rejects"
/* Faster than either can. */
#define CALLS_A_SECOND "1000000"
/* A server listens after some milliseconds. */
#define START_LIMIT_NS (10 * NS_PER_S)
#define START_LOOK_NS (5 * NS_PER_MS)
/* Another limit than the bench's own: a peer that hangs ends by itself. */
#define SIPP_LIMIT "120"

/* No timer ends while the machine is busy. */
static const char target_text[] =
    "<target xmlns='urn:ixconform:target:1' name='bench'>"
    "<server url='http://127.0.0.1:%u/'/>"
    "<pool>"
    "<agents count='2000' agentId='agent-{n}' placeId='place-{n}'/>"
    "<queues count='1000' name='queue-{n}'/>"
    "<workbins count='1000' name='workbin-{n}'/>"
    "</pool>"
    "<timer name='invitation-timeout' value='1min'/>"
    "<timer name='response-timeout' value='20s'/>"
    "<timer name='tolerance' value='1s'/>"
    "<background message='EventCurrentAgentStatus'/>"
    "<background message='EventPlaceAgentState'/>"
    "<background message='EventWorkbinContentChanged'/>"
    "<value name='tenantId' value='101'/>"
    "<value name='mediaType' value='email'/>"
    "</target>";

struct bench {
	char *program;
	char *data;
	char *folder;
	char *target, *result; /* owned, as the folder: files in there */
};

/* One side's part in one conversation with the other. */
struct round {
	int64_t rate;      /* messages a second */
	int64_t client_ns; /* of processor time, a message */
	int64_t server_ns;
};

/* --- ports --- */

static struct sockaddr_in
loopback(unsigned port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/* One that was free just now; 0: there is none. */
static unsigned
free_port(void)
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool good = fd >= 0 &&
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
	    getsockname(fd, (struct sockaddr *)&address, &size) == 0;
	if (fd >= 0)
		close(fd);
	return good ? ntohs(address.sin_port) : 0;
}

static bool
can_connect(unsigned port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool good = fd >= 0 &&
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;
	if (fd >= 0)
		close(fd);
	return good;
}

static bool
wait_for(unsigned port)
{
	const struct timespec pause = { 0, START_LOOK_NS };
	int64_t limit_ns = clock_now_ns() + START_LIMIT_NS;
	while (!can_connect(port)) {
		if (clock_now_ns() > limit_ns)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

/* --- both sides --- */

/* A server and its client; false when one of them could not be run, or failed.
 */
static bool
play(char *const *server, char *const *client, unsigned port, bool is_silent,
    struct process_cost *ret_server, struct process_cost *ret_client)
{
	struct process s, c;
	if (!process_start(&s, server, is_silent))
		return false;
	bool good = wait_for(port) && process_start(&c, client, is_silent);
	if (good)
		*ret_client = process_wait(&c);
	*ret_server = process_stop(&s, SIGTERM);
	return good && ret_client->is_good;
}

static struct round
round_of(int64_t messages, const struct process_cost *server,
    const struct process_cost *client)
{
	return (struct round){ .rate = messages * NS_PER_S / client->wall_ns,
		.client_ns = client->cpu_ns / messages,
		.server_ns = server->cpu_ns / messages };
}

static bool
play_sipp(const struct bench *b, struct round *ret)
{
	struct process_cost server, client;
	unsigned port = free_port();
	char *calls = mem_printf("%s/bench/peers-uac.xml", b->data);
	char *answers = mem_printf("%s/bench/peers-uas.xml", b->data);
	char *number = mem_printf("%u", port);
	char *address = mem_printf("127.0.0.1:%u", port);
	char *uas[] = { (char *)"sipp", (char *)"-sf", answers, (char *)"-i",
		(char *)"127.0.0.1", (char *)"-p", number, (char *)"-t",
		(char *)"t1", (char *)"-nostdin", (char *)"-timeout",
		(char *)SIPP_LIMIT, NULL };
	char *uac[] = { (char *)"sipp", address, (char *)"-sf", calls,
		(char *)"-i", (char *)"127.0.0.1", (char *)"-t", (char *)"t1",
		(char *)"-nostdin", (char *)"-timeout", (char *)SIPP_LIMIT,
		(char *)"-m", (char *)CALLS, (char *)"-r",
		(char *)CALLS_A_SECOND, (char *)"-l", (char *)AT_A_TIME, NULL };
	bool good = play(uas, uac, port, true, &server, &client);
	if (good)
		*ret = round_of(MESSAGES, &server, &client);
	else
		fputs("bench-peers: SIPp's calls failed\n", stderr);
	free(calls);
	free(answers);
	free(number);
	free(address);
	return good;
}

static bool
write_target(const struct bench *b, unsigned port)
{
	FILE *f = fopen(b->target, "w");
	bool good = f && fprintf(f, target_text, port) > 0;
	if (f && fclose(f) != 0)
		good = false;
	if (!good)
		perror(b->target);
	return good;
}

/* How many messages the load had; 0: it has not said so. */
static int64_t
read_messages(const struct bench *b)
{
	struct json_document d = { 0 };
	struct buf text;
	FILE *f = fopen(b->result, "r");
	char block[4096];
	size_t size;
	buf_init(&text, 1 << 20);
	while (f && (size = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&text, block, size);
	if (f)
		fclose(f);
	int64_t messages = 0;
	if (json_document_read(&d, buf_text(&text), text.size, NULL))
		messages = json_get_integer(
		    json_document_root(&d), "messages", 0, INT64_MAX);
	json_document_free(&d);
	buf_free(&text);
	return messages;
}

/* Status 0 says that every case was judged, and passed. */
static bool
play_ours(const struct bench *b, struct round *ret)
{
	struct process_cost server, client;
	unsigned port = free_port();
	char *address = mem_printf("127.0.0.1:%u", port);
	char *mock[] = { b->program, (char *)"mock", (char *)"--listen",
		address, (char *)"--invitation-timeout", (char *)"1min", NULL };
	char *load[] = { b->program, (char *)"load", (char *)"--data", b->data,
		(char *)"--quiet", (char *)"--target", b->target,
		(char *)"--jobs", (char *)AT_A_TIME, (char *)"--cases",
		(char *)CASES, (char *)"--json", b->result, (char *)CASE,
		NULL };
	bool good = write_target(b, port) &&
	    play(mock, load, port, false, &server, &client);
	int64_t messages = good ? read_messages(b) : 0;
	free(address);
	if (messages > 0)
		*ret = round_of(messages, &server, &client);
	else
		fputs("bench-peers: our cases failed\n", stderr);
	return messages > 0;
}

/* --- figures --- */

enum part {
	PART_RATE,
	PART_CLIENT,
	PART_SERVER,
};

static double
median(const struct round *rounds, enum part part)
{
	int64_t values[ROUNDS] = { 0 };
	for (size_t i = 0; i < ROUNDS; i++)
		switch (part) {
		case PART_RATE:
			values[i] = rounds[i].rate;
			break;
		case PART_CLIENT:
			values[i] = rounds[i].client_ns;
			break;
		case PART_SERVER:
			values[i] = rounds[i].server_ns;
			break;
		}
	return (double)figure_quantile(values, ROUNDS, 50);
}

static void
print_rate(const struct round *sipp, const struct round *ours)
{
	double theirs = median(sipp, PART_RATE);
	char *reference = mem_printf("SIPp %.0f /s", theirs);
	figure_print_least(
	    &(struct figure){ "messages a second, " AT_A_TIME " conversations",
		median(ours, PART_RATE), 2 * theirs, "/s", reference });
	free(reference);
}

static void
print_cpu(const char *name, const struct round *sipp, const struct round *ours,
    enum part part)
{
	double theirs = median(sipp, part);
	char *reference = mem_printf("SIPp %.0f ns", theirs);
	figure_print(&(struct figure){
	    name, median(ours, part), theirs, "ns", reference });
	free(reference);
}

static bool
compare(const struct bench *b)
{
	struct round sipp[ROUNDS], ours[ROUNDS];
	for (size_t i = 0; i < ROUNDS; i++)
		if (!play_sipp(b, &sipp[i]) || !play_ours(b, &ours[i]))
			return false;
	print_rate(sipp, ours);
	print_cpu(
	    "the client's processor time, a message", sipp, ours, PART_CLIENT);
	print_cpu(
	    "the server's processor time, a message", sipp, ours, PART_SERVER);
	return true;
}

static bool
has_sipp(void)
{
	char *arguments[] = { (char *)"sipp", (char *)"-v", NULL };
	struct process p;
	if (process_start(&p, arguments, true)) {
		/* Its status is 99, whatever it prints. */
		process_wait(&p);
		return true;
	}
	fputs("bench-peers: skipped, since SIPp is not installed; on Debian "
	      "'apt-get install sip-tester' does it\n",
	    stderr);
	return false;
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: bench-peers PROGRAM DATA-FOLDER\n", stderr);
		return 2;
	}
	struct bench b = { .program = argv[1], .data = argv[2] };
	if (!has_sipp())
		return 0;
	b.folder = scratch_folder();
	if (!b.folder)
		return 2;
	b.target = mem_printf("%s/target.xml", b.folder);
	b.result = mem_printf("%s/load.json", b.folder);
	figure_print_head();
	bool good = compare(&b);
	unlink(b.target);
	unlink(b.result);
	rmdir(b.folder);
	free(b.folder);
	free(b.target);
	free(b.result);
	return good ? 0 : 1;
}
