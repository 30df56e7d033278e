/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/plot.h"

#include <stdio.h>

/* Of the whole picture and of what is drawn in, in its own units. */
#define WIDTH 760
#define HEIGHT 220
#define LEFT 64
#define RIGHT 130
#define TOP 28
#define BOTTOM 30

/* About so many lines across. */
#define GRID_LINES 4

/*
 * Distinguishable for colour-blind readers, and on paper: after Okabe and Ito.
 */
static const char *const colours[PLOT_MAX_LINES] = { "#0072b2", "#d55e00",
	"#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a8a00" };

static double
largest(const struct plot *p)
{
	double max = 0;
	for (unsigned i = 0; i < p->line_count; i++)
		for (unsigned j = 0; j < p->count; j++)
			if (p->lines[i].values[j] > max)
				max = p->lines[i].values[j];
	return max > 0 ? max : 1;
}

/* 1, 2 or 5 times a power of ten: the smallest that needs few lines. */
static double
grid_step(double max)
{
	static const double factors[] = { 2, 2.5, 2 };
	double step = 1e-6;
	for (unsigned i = 0; step * GRID_LINES < max; i = (i + 1) % 3)
		step *= factors[i];
	return step;
}

static double
x_of(const struct plot *p, double time)
{
	double first = p->times[0], last = p->times[p->count - 1];
	double part = last > first ? (time - first) / (last - first) : 0;
	return LEFT + part * (WIDTH - LEFT - RIGHT);
}

static double
y_of(double value, double top)
{
	return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
}

static void
print_text(
    struct buf *into, double x, double y, const char *anchor, const char *text)
{
	buf_printf(into,
	    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y,
	    anchor, text);
}

static void
print_grid(const struct plot *p, double step, double top, struct buf *into)
{
	char label[64];
	for (double v = 0; v <= top * 1.0001; v += step) {
		buf_printf(into,
		    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" "
		    "stroke=\"#8888\"/>\n",
		    LEFT, WIDTH - RIGHT, y_of(v, top), y_of(v, top));
		snprintf(label, sizeof(label), "%.6g", v);
		print_text(into, LEFT - 6, y_of(v, top) + 4, "end", label);
	}
	double first = p->times[0], last = p->times[p->count - 1];
	step = grid_step(last > first ? last - first : 1);
	if (step < 1)
		step = 1;
	for (double t = first; t <= last; t += step) {
		snprintf(label, sizeof(label), "%.0f s", t);
		print_text(into, x_of(p, t), HEIGHT - 10, "middle", label);
	}
}

static void
print_line(const struct plot *p, unsigned line, double top, struct buf *into)
{
	const struct plot_line *l = &p->lines[line];
	bool is_down = false; /* the pen */
	buf_printf(into,
	    "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" d=\"",
	    colours[line]);
	for (unsigned i = 0; i < p->count; i++) {
		if (l->values[i] >= 0)
			buf_printf(into, "%c%.1f %.1f", is_down ? 'L' : 'M',
			    x_of(p, p->times[i]), y_of(l->values[i], top));
		is_down = l->values[i] >= 0;
	}
	double y = TOP + 12 + 18 * line;
	buf_printf(into,
	    "\"/>\n<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" "
	    "stroke=\"%s\" stroke-width=\"3\"/>\n",
	    WIDTH - RIGHT + 8, WIDTH - RIGHT + 22, y - 4, y - 4, colours[line]);
	print_text(into, WIDTH - RIGHT + 28, y, "start", l->name);
}

void
plot_print(const struct plot *p, struct buf *into)
{
	double max = largest(p), step = grid_step(max), top = step;
	while (top < max)
		top += step;
	buf_printf(into,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" "
	    "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" "
	    "font-family=\"sans-serif\" font-size=\"12\" "
	    "fill=\"currentColor\">\n<title>%s</title>\n",
	    WIDTH, HEIGHT, WIDTH, HEIGHT, p->title);
	buf_printf(into,
	    "<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s%s%s</text>\n",
	    LEFT, p->title, p->unit[0] ? ", " : "", p->unit);
	if (p->count > 0) {
		print_grid(p, step, top, into);
		for (unsigned i = 0; i < p->line_count; i++)
			print_line(p, i, top, into);
	}
	buf_add_text(into, "</svg>\n");
}
