/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run/stepper.h"

#include "cli/run/signals.h"
#include "cli/run/stepper_view.h"
#include "core/mem.h"
#include "reports/ladder_from_events.h"
#include "reports/screen.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

/* A ladder with all its lines. */
#define TEXT_MAX_BYTES ((size_t)1 << 20)
#define COLUMNS 80U
/* Cases that are named when there are too many. */
#define CASES_NAMED 5

struct stepper {
	struct sink sink;
	struct observer observer;
	struct loop *loop; /* NULL: a simulation */
	struct step_plan plan;
	struct ladder *so_far;
	struct screen screen;
	unsigned width;
	bool ascii;
	bool is_stopped; /* by a signal */
	bool is_certain; /* the finding was seen */
};

static bool
has_terminal(struct diag *diag)
{
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return true;
	diag_error(diag, NULL,
	    "--step needs a terminal on standard input and output, to show "
	    "the case on and to read keys from");
	diag_note(diag,
	    "'run --verbose' prints every message without a "
	    "terminal");
	return false;
}

static bool
has_one_case(const struct selection *s, struct diag *diag)
{
	size_t count = s->cases.count;
	if (count == 1)
		return true;
	diag_error(diag, NULL,
	    "--step needs one case, but %zu are selected; name one of them",
	    count);
	for (size_t i = 0; i < count && i < CASES_NAMED; i++) {
		const struct planned_case *p = &s->cases.items[i];
		diag_note(diag, "%s/%s/%s", p->suite->name,
		    p->test->fixture->phase, p->test->name);
	}
	if (count > CASES_NAMED)
		diag_note(diag, "and %zu more: 'ixconform list' prints all",
		    count - CASES_NAMED);
	return false;
}

bool
stepper_is_possible(const struct selection *s, struct diag *diag)
{
	return has_one_case(s, diag) && has_terminal(diag);
}

static void
print(struct stepper *s, struct buf *text)
{
	screen_print(&s->screen, text);
	buf_clear(text);
}

/* --- keys --- */

/* Until one can be read; false when the run is being stopped. */
static bool
wait_for_key(struct stepper *s)
{
	struct pollfd p[] = { { .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signal_fd(), .events = POLLIN } };
	if (s->loop)
		return loop_halt(s->loop, STDIN_FILENO);
	while (poll(p, 2, -1) < 0 && errno == EINTR)
		;
	return !p[1].revents;
}

/*
 * Print the text and ask.  The key is read without waiting for the end of a
 * line, and not echoed; 'q' at the end of input.
 */
static char
read_key(struct stepper *s, struct buf *text)
{
	struct termios usual, raw;
	bool changed = tcgetattr(STDIN_FILENO, &usual) == 0;
	char key = 'q';
	raw = usual;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	changed = changed && tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
	buf_add_text(text,
	    "Enter step  u until send  s send  f until finding  c continue  "
	    "q quit  ? help ");
	print(s, text);
	s->is_stopped = !wait_for_key(s);
	if (s->is_stopped || read(STDIN_FILENO, &key, 1) != 1)
		key = 'q';
	if (changed)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &usual);
	return key;
}

/* The next command that continues. */
static enum key_command
ask(struct stepper *s, struct buf *text)
{
	for (;;) {
		enum key_command command = key_command_of(read_key(s, text));
		buf_add_char(text, '\n');
		switch (command) {
		case KEY_NEXT:
		case KEY_UNTIL:
		case KEY_SEND:
		case KEY_FINDING:
		case KEY_CONTINUE:
		case KEY_QUIT:
			print(s, text);
			return command;
		case KEY_LADDER:
			ladder_print(s->so_far, s->width, s->ascii, text);
			break;
		case KEY_HELP:
		case KEY_UNKNOWN:
			stepper_print_help(text);
			break;
		}
	}
}

/* --- the events of the campaign --- */

static void
halt(struct stepper *s, const struct sighting *sighting)
{
	struct step_picture picture = { .sighting = sighting,
		.so_far = s->so_far,
		.is_simulated = !s->loop,
		.width = s->width,
		.ascii = s->ascii };
	bool is_stimulus = sighting->fact->kind == RUN_STIMULUS;
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	stepper_print(&picture, &text);
	s->plan.command = ask(s, &text);
	buf_free(&text);
	/* At a stimulus, to send is to step. */
	if (is_stimulus && s->plan.command == KEY_SEND)
		s->plan.command = KEY_NEXT;
	/* As if Ctrl-C was pressed: the run ends with complete reports. */
	if (s->plan.command == KEY_QUIT && !s->is_stopped)
		raise(SIGINT);
}

static enum step_moment
moment_of(struct stepper *s, const struct sighting *sighting)
{
	bool was_certain = s->is_certain;
	s->is_certain |= match_has_diverged(sighting->match);
	if (s->is_certain && !was_certain)
		return MOMENT_FINDING;
	return sighting->fact->kind == RUN_STIMULUS ? MOMENT_SEND : MOMENT_SEEN;
}

static bool
look(void *context, const struct sighting *sighting)
{
	struct stepper *s = context;
	if (stepper_halts(&s->plan, moment_of(s, sighting)))
		halt(s, sighting);
	return s->plan.command != KEY_QUIT;
}

static void
keep(struct sink *sink, const struct run_event *event)
{
	struct stepper *s = (struct stepper *)sink;
	bool is_seen = event->kind == RUN_STIMULUS ||
	    (event->kind == RUN_OBSERVATION && event->observation->number);
	if (is_seen)
		ladder_from_event(event, s->so_far);
}

/* --- life --- */

struct stepper *
stepper_new(const struct console_options *terminal)
{
	struct stepper *s = mem_zalloc(sizeof(*s));
	unsigned width = terminal->width ? terminal->width : COLUMNS;
	s->sink.event = keep;
	s->observer = (struct observer){ .context = s, .look = look };
	s->so_far = ladder_new();
	s->ascii = terminal->ascii;
	s->width = width < COLUMNS ? width : COLUMNS;
	s->screen = (struct screen){ .out = stdout, .ascii = s->ascii };
	return s;
}

struct sink *
stepper_sink(struct stepper *s)
{
	return &s->sink;
}

const struct observer *
stepper_observer(const struct stepper *s)
{
	return &s->observer;
}

void
stepper_set_loop(struct stepper *s, struct loop *loop)
{
	s->loop = loop;
	if (loop)
		loop_let_halt(loop);
}

void
stepper_free(struct stepper *s)
{
	if (!s)
		return;
	ladder_free(s->so_far);
	free(s);
}
