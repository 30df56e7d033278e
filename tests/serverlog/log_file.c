/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/serverlog/log_file.h"

#include "core/mem.h"
#include "wire/json_message.h"

#include <check.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES_MAX 4
#define HEARD_MAX_BYTES ((size_t)4 << 20)

char *
log_file_new(const char *text, size_t size)
{
	const char *folder = getenv("TMPDIR");
	char *path = mem_printf("%s/ixlog-XXXXXX", folder ? folder : "/tmp");
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, size), (ssize_t)size);
	close(fd);
	return path;
}

void
log_file_remove(char *path)
{
	unlink(path);
	free(path);
}

static void
put_time(struct buf *into, int64_t ms)
{
	int64_t day = ms % STAMP_DAY_MS;
	buf_printf(into, "%" PRId64 ":%02d:%02d.%03d", day / 3600000,
	    (int)(day / 60000 % 60), (int)(day / 1000 % 60), (int)(day % 1000));
}

static void
hear_message(void *context, const struct log_message *m)
{
	struct hearing *h = context;
	struct message *message = reader_message(h->reader, m);
	put_time(&h->heard, m->time_ms);
	buf_printf(&h->heard, " %s %s%s ", m->client->label,
	    m->is_to_server ? ">" : "<", m->is_report ? "R" : "");
	json_print_message(message, &h->heard);
	buf_printf(&h->heard, " @%u:%u\n", m->at.file, m->at.line);
	message_unref(message);
}

static void
hear_refusal(void *context, const struct log_refusal *r)
{
	struct hearing *h = context;
	buf_printf(&h->heard, "refused %u ref %" PRId64 " @%u:%u\n", r->number,
	    r->reference_id, r->at.file, r->at.line);
}

static void
hear_gap(void *context, int64_t time_ms, const char *text)
{
	struct hearing *h = context;
	(void)time_ms;
	buf_printf(&h->heard, "gap: %.*s\n", (int)strcspn(text, ","), text);
}

void
hearing_start(struct hearing *h, const char *const *texts)
{
	char *paths[FILES_MAX];
	unsigned count = 0;
	diag_init(&h->diag);
	buf_init(&h->heard, HEARD_MAX_BYTES);
	for (; texts[count]; count++)
		paths[count] = log_file_new(texts[count], strlen(texts[count]));
	h->reader = reader_new(
	    (const char *const *)paths, count, &h->vocabulary, &h->diag);
	ck_assert_ptr_nonnull(h->reader);
	struct log_listener listener = { .context = h,
		.message = hear_message,
		.refused = hear_refusal,
		.gap = hear_gap };
	if (reader_refusal(h->reader))
		buf_printf(&h->heard, "no: %s", reader_refusal(h->reader));
	else
		ck_assert(reader_run(h->reader, &listener));
	for (unsigned i = 0; i < count; i++)
		log_file_remove(paths[i]);
}

void
hearing_end(struct hearing *h)
{
	reader_free(h->reader);
	vocabulary_free(&h->vocabulary);
	diag_free(&h->diag);
	buf_free(&h->heard);
}

unsigned
hearing_faults(const struct hearing *h, enum log_fault_kind kind)
{
	return (unsigned)reader_totals(h->reader)->faults[kind].count;
}
