/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ladder diagrams of a page, from the lines of #data
 * (reports/html/html_steps.h says what is in them).  Goes before report.js,
 * which knows when one is needed.
 */
const ladder = (() => {
"use strict";

const KIND = { sent: 0, received: 1, disconnects: 2, disconnected: 3, malformed: 4 };
const MARK = { plain: 0, first: 1, wrong: 2, ghost: 3 };
const SERVER = "server";
/* An element with attributes and children; text is text, never markup. */
function make(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  e.append(...children);
  return e;
}

function draw(name, attributes, text) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  if (text !== undefined) e.textContent = text;
  return e;
}

/* --- the data --- */

let lines, labels, places;

function parseLine(number) {
  return JSON.parse(lines[number].replace(/,$/, ""));
}

/* The steps of a case, spelled out. */
function stepsOf(index) {
  if (!lines) {
    lines = document.getElementById("data").textContent.split("\n");
    labels = parseLine(1);
    places = parseLine(2);
  }
  const [preamble, dropped, list] = parseLine(3 + index);
  let ms = 0;
  const steps = list.map(([label, later, number, place, reference, mark, text]) => {
    const [party, kind, protocol, name] = labels[label];
    ms += later;
    return { party, kind, protocol, name, ms, number: number || 0,
      place: place ? places[place - 1].replace(/\.xml:/, ":") : "", reference: reference ?? null,
      mark: mark || MARK.plain, text: text || "" };
  });
  return { preamble, dropped, steps };
}

const seconds = (ms) => (ms / 1000).toFixed(3) + " s";

/* --- a diagram --- */

const ROW = 30, GAP_ROW = 26, TOP = 44, LINE = 16, SPOT_CHARACTERS = 24;
/* Between a lifeline and its label, the label and the server, two heads, two columns of text. */
const INDENT = 14, CLEARANCE = 16, HEAD_GAP = 8, TEXT_GAP = 8;
const HEAD_PAD = 9, HEAD_LEAST = 56, CALLOUT_LEAST = 260;
const LONG_MS = 100;
/* So many characters of a value that differs. */
const VALUE_WIDE = 40, VALUE_NARROW = 18, CLIP_BEFORE = 6;
const SPACE = "\u2002";
const BOLD = "600", SLANTED = "italic 600", SMALL = "small", SMALL_BOLD = "small 600";
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, 'DejaVu Sans', sans-serif";

const ruler = document.createElement("canvas").getContext("2d");

/* In pixels, as report.css has it; whole ones, so that rounding cuts nothing. */
function widthOf(text, style = "") {
  const font = `${style.replace(SMALL, "")} ${style.includes(SMALL) ? 11 : 12}px ${FONT}`;
  if (ruler.wanted !== font) ruler.font = ruler.wanted = font;
  return Math.ceil(ruler.measureText(text).width);
}

/*
 * Text that takes the width that was planned for it and no more, whatever the
 * browser makes of the font: some have a least size, or another fallback.
 */
function write(attributes, text, style) {
  return draw("text", { ...attributes, textLength: widthOf(text, style), lengthAdjust: "spacingAndGlyphs" }, text);
}

/* Words in lines that are not wider than that. */
function wrap(text, width) {
  const result = [];
  let line = "";
  for (let word of text.split(" ")) {
    while (widthOf(word) > width) {
      let part = word.length;
      while (widthOf(word.slice(0, part)) > width) part = Math.floor(part * 0.8);
      if (line) result.push(line);
      line = "";
      result.push(word.slice(0, part));
      word = word.slice(part);
    }
    if (line && widthOf(line + " " + word) > width) {
      result.push(line);
      line = word;
    } else {
      line = line ? line + " " + word : word;
    }
  }
  if (line) result.push(line);
  return result;
}

/* Agents to the left of the server, what observes them to the right. */
function orderParties(steps) {
  const names = [...new Set(steps.map((s) => s.party))].filter((p) => p !== SERVER);
  const agents = names.filter((p) => /^agent/.test(p)).sort();
  const rank = (p) => (p === "media" ? 0 : p === "reporting" ? 1 : 2);
  const others = names.filter((p) => !/^agent/.test(p)).sort((a, b) => rank(a) - rank(b));
  return { agents, others };
}

function styleOf(step) {
  if (step.kind === KIND.disconnects || step.kind === KIND.disconnected) return "odd";
  if (step.protocol === "InteractionManagement") return "im";
  return step.protocol === "Reporting" ? "rep" : "odd";
}

/* The protocol is said where a reader would not expect it. */
function isUnusual(step) {
  if (step.kind !== KIND.sent && step.kind !== KIND.received) return false;
  const usual = step.kind === KIND.received && step.party === "reporting" && step.reference === null
    ? "Reporting" : "InteractionManagement";
  return step.protocol !== usual;
}

/* Of a value the part with the difference: no more than that, and a little before it. */
function clip(text, from, length) {
  if (text.length <= length) return [0, text];
  const start = Math.max(0, Math.min(from - CLIP_BEFORE, text.length - length));
  return [start, (start ? "…" : "") + text.slice(start, start + length) + (start + length < text.length ? "…" : "")];
}

/* How much two texts have in common at their starts, or at their ends. */
function inCommon(a, b, at) {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && at(a, n) === at(b, n)) n++;
  return n;
}

/*
 * One side of the difference, as three texts: the one in the middle differs
 * from the other side.
 */
function sideOf(difference, key, otherKey, length) {
  const other = difference[otherKey];
  const start = inCommon(difference[key], other, (t, n) => t[n]);
  const [cut, text] = clip(difference[key], start, length);
  const from = start - cut + (cut ? 1 : 0);
  const rest = text.slice(from);
  const end = inCommon(rest, other.slice(start), (t, n) => t[t.length - 1 - n]);
  return [text.slice(0, from), rest.slice(0, rest.length - end), rest.slice(rest.length - end)];
}

/* "interactionId", of "interaction.interactionId"; what needs no name has none. */
function shortName(what) {
  if (what === "protocol" || what === "party" || what === "time") return "";
  return (what === "referenceId" ? "ref" : what.slice(what.lastIndexOf(".") + 1)) + " ";
}

/* What the label says about the difference: before it, it, and after it. */
function differenceIn(step, plan) {
  const d = plan.difference;
  if (!d || step.mark < MARK.wrong || d.what === "party") return null;
  const length = plan.isNarrow ? VALUE_NARROW : VALUE_WIDE;
  const sides = step.mark === MARK.ghost ? ["expected", "observed"] : ["observed", "expected"];
  const [before, it, behind] = sideOf(d, ...sides, length);
  return [SPACE + (plan.isNarrow ? "" : shortName(d.what)) + before, it, behind];
}

/*
 * The text on the arrow, in parts of which the second is the one that differs.
 */
function partsOf(step, plan) {
  const { sides } = plan;
  const isMarked = step.mark >= MARK.wrong;
  let text = step.name;
  if (step.kind === KIND.disconnected) text = "disconnected by the server";
  if (step.mark === MARK.ghost) text = (sides.wrong ? "expected: " : "missing: ") + text;
  if (step.mark === MARK.wrong && sides.ghost) text = "came: " + text;
  const difference = differenceIn(step, plan);
  const what = difference && plan.difference.what;
  if (step.reference !== null && what !== "referenceId") text += SPACE + "ref " + step.reference;
  if (step.protocol && what !== "protocol" && (isUnusual(step) || (isMarked && step.protocol === "Reporting")))
    text += SPACE + step.protocol;
  return difference ? [text + difference[0], difference[1], difference[2]] : [text];
}

const labelOf = (step, plan) => partsOf(step, plan).join("");

/* The line of the fixture; of a long name the end, which says most. */
function spotOf(step) {
  const place = step.place;
  return place.length > SPOT_CHARACTERS ? "…" + place.slice(1 - SPOT_CHARACTERS) : place;
}

/* How a label is set, as in report.css. */
function fontOf(step) {
  return step.mark === MARK.ghost ? SLANTED : step.mark === MARK.wrong ? BOLD : "";
}

/* On the left, in two columns, or in two lines where there is little room. */
function numberOf(step, plan) {
  if (step.number) return "#" + step.number;
  return plan.isNarrow && !plan.sides.wrong ? "never" : "";
}

function timeOf(step, plan) {
  if (step.number) return seconds(step.ms);
  if (plan.sides.wrong) return "expected";
  return plan.isNarrow ? "came" : "never came";
}

const widest = (texts, style) => Math.max(0, ...texts.map((text) => widthOf(text, style)));

const headWidth = (party) => Math.max(HEAD_LEAST, widthOf(party, BOLD) + 2 * HEAD_PAD);

function layOutTimes(steps, plan) {
  const gaps = steps.map((s, i) => (i && s.ms - steps[i - 1].ms >= LONG_MS ? "+" + seconds(s.ms - steps[i - 1].ms) : ""));
  const numbers = widest(steps.map((s) => numberOf(s, plan)), SMALL_BOLD);
  const times = widest([...steps.map((s) => timeOf(s, plan)), ...gaps], SMALL_BOLD);
  plan.numbers = plan.isNarrow ? Math.max(numbers, times) : numbers;
  plan.left = TEXT_GAP + (plan.isNarrow ? plan.numbers : numbers + TEXT_GAP + times);
}

/*
 * How far from the server each of these parties is, the nearest last: each
 * label ends before the server, and heads are side by side.  A label may cross
 * the lifeline of another party, as its arrow does.
 */
function distances(parties, room) {
  const result = Object.create(null);
  let least = headWidth(SERVER) / 2;
  for (const p of [...parties].reverse()) {
    const half = headWidth(p) / 2;
    result[p] = Math.ceil(Math.max(least + HEAD_GAP + half, room[p]));
    least = result[p] + half;
  }
  return result;
}

/*
 * A column per party, and next to them the text for each message.  'wanted'
 * says what is to be shown: 'room', in pixels, 'isNarrow', and the difference.
 */
function layOut(steps, wanted) {
  const plan = { ...wanted, sides: { ghost: steps.find((s) => s.mark === MARK.ghost), wrong: steps.find((s) => s.mark === MARK.wrong) } };
  const { agents, others } = orderParties(steps);
  const room = Object.create(null), x = Object.create(null);
  for (const s of steps)
    room[s.party] = Math.max(room[s.party] || 0, INDENT + widthOf(labelOf(s, plan), fontOf(s)) + CLEARANCE);
  layOutTimes(steps, plan);
  const before = distances(agents, room), after = distances(others.slice().reverse(), room);
  const first = agents[0] || SERVER, last = others[others.length - 1] || SERVER;
  x[SERVER] = plan.left + headWidth(first) / 2 + (before[first] || 0);
  for (const p of agents) x[p] = x[SERVER] - before[p];
  for (const p of others) x[p] = x[SERVER] + after[p];
  plan.spots = x[last] + headWidth(last) / 2 + TEXT_GAP;
  plan.width = Math.ceil(Math.max(plan.spots + widest(steps.map(spotOf), SMALL) + 4, plan.left + CALLOUT_LEAST));
  plan.start = startOf(steps, plan, x);
  return { ...plan, order: [...agents, SERVER, ...others], x };
}

/*
 * From where on a diagram that is too wide is shown first: with the server,
 * unless the line of the finding's party would be out of sight then.
 */
function startOf(steps, plan, x) {
  if (plan.width <= plan.room) return 0;
  const marked = steps.find((s) => s.mark >= MARK.wrong);
  const server = x[SERVER] + headWidth(SERVER) / 2 + TEXT_GAP - plan.room;
  const party = marked ? x[marked.party] - INDENT : server;
  return Math.max(0, Math.min(server, party, plan.width - plan.room));
}

function arrow(step, x, y) {
  const own = x[step.party], server = x[SERVER];
  const toServer = step.kind === KIND.sent;
  const [from, to] = toServer ? [own, server] : [server, own];
  const d = to > from ? 1 : -1;
  const g = draw("g", {});
  const end = step.mark === MARK.ghost ? to - d * 10 : to;
  g.append(draw("line", { class: "line", x1: from, y1: y, x2: end - d * 8, y2: y }));
  const tip = `M${end - d * 9},${y - 5}L${end - d},${y}L${end - d * 9},${y + 5}`;
  g.append(draw("path", { class: "tip", d: styleOf(step) === "rep" ? tip : tip + "Z" }));
  if (step.mark === MARK.ghost)
    g.append(draw("circle", { class: "tip", cx: own, cy: y, r: 6 }),
      draw("path", { class: "tip", d: `M${own - 3},${y - 3}l6,6m0,-6l-6,6` }));
  if (step.mark === MARK.wrong)
    g.append(draw("circle", { class: "tip", cx: from, cy: y, r: 4 }));
  return g;
}

/* What ends a connection: a cross on the party's line. */
function cross(step, x, y) {
  const own = x[step.party];
  return draw("path", { class: "tip", d: `M${own - 6},${y - 6}l12,12m0,-12l-12,12` });
}

function describe(step) {
  const way = step.kind === KIND.sent ? `${step.party} → server` : `server → ${step.party}`;
  const what = step.mark === MARK.ghost ? "did not come" : `#${step.number} ${seconds(step.ms)}`;
  return [what, way, step.name, step.protocol, step.text, step.place].filter(Boolean).join("  ");
}

/* The label, with the part that differs marked. */
function drawLabel(step, plan, x, y, anchor) {
  const parts = partsOf(step, plan);
  const text = write({ class: "label halo", x, y, "text-anchor": anchor }, parts.join(""), fontOf(step));
  if (parts[1]) text.replaceChildren(parts[0], draw("tspan", { class: "differs" }, parts[1]), parts[2]);
  return text;
}

function drawTimes(step, plan, y) {
  const bold = step.mark === MARK.ghost ? SMALL_BOLD : SMALL;
  const number = numberOf(step, plan);
  const g = draw("g", {});
  if (number)
    g.append(write({ class: "time", x: plan.numbers, y: plan.isNarrow ? y - 3 : y + 4, "text-anchor": "end" }, number, bold));
  g.append(write({ class: "time", x: plan.left - TEXT_GAP, y: plan.isNarrow && number ? y + 9 : y + 4, "text-anchor": "end" },
    timeOf(step, plan), bold));
  return g;
}

function drawStep(svg, step, plan, y) {
  const style = styleOf(step);
  const mark = ["", " first", " wrong", " ghost"][step.mark];
  if (step.mark >= MARK.wrong)
    svg.append(draw("rect", { class: "band", x: 0, y: y - 20, width: plan.width, height: ROW }));
  const g = draw("g", { class: "step " + style + mark });
  const isEnd = step.kind === KIND.disconnects || step.kind === KIND.disconnected;
  const own = plan.x[step.party], left = own < plan.x[SERVER];
  g.append(draw("title", {}, describe(step)));
  g.append(isEnd ? cross(step, plan.x, y) : arrow(step, plan.x, y));
  g.append(drawLabel(step, plan, own + (left ? INDENT : -INDENT), y - 7, left ? "start" : "end"));
  g.append(drawTimes(step, plan, y));
  if (step.place)
    g.append(write({ class: "spot", x: plan.spots, y: y + 4 }, spotOf(step), SMALL));
  svg.append(g);
}

/* The finding, where it happened, and in sight: returns the height that it took. */
function drawCallout(svg, plan, y, finding, point) {
  const x = plan.width > plan.room ? plan.start + 2 : plan.left;
  const width = Math.max(CALLOUT_LEAST, Math.min(plan.width, plan.start + plan.room) - x - 2);
  const rows = wrap(finding.sentence, width - 24);
  const height = (rows.length + (finding.kind ? 1 : 0)) * LINE + 14;
  const g = draw("g", { class: "callout" });
  g.append(draw("rect", { x, y: y + 4, width, height, rx: 4 }));
  if (point !== null)
    g.append(draw("path", { d: `M${point - 7},${y + 4}l7,-8l7,8Z` }));
  let line = y + 4 + LINE + 3;
  if (finding.kind) {
    g.append(write({ class: "lead", x: x + 12, y: line }, "× " + finding.kind, BOLD));
    line += LINE;
  }
  for (const row of rows) {
    g.append(write({ x: x + 12, y: line }, row));
    line += LINE;
  }
  svg.append(g);
  return height + 12;
}

function drawHeads(svg, plan, bottom) {
  for (const party of plan.order) {
    const x = plan.x[party], w = headWidth(party);
    svg.append(draw("line", { class: "life", x1: x, y1: 28, x2: x, y2: bottom }));
    const g = draw("g", { class: party === SERVER ? "head server" : "head" });
    g.append(draw("rect", { x: x - w / 2, y: 4, width: w, height: 24, rx: 4 }));
    g.append(write({ x, y: 20 }, party, BOLD));
    svg.append(g);
  }
}

/* A long wait is a cut through the lifelines with its length. */
function drawGap(svg, plan, y, ms) {
  for (const party of plan.order) {
    const x = plan.x[party];
    svg.append(draw("line", { class: "cut", x1: x, y1: y - 18, x2: x, y2: y + 6 }));
  }
  svg.append(write({ class: "later", x: plan.left - TEXT_GAP, y: y - 3, "text-anchor": "end" }, "+" + seconds(ms), SMALL));
}

/*
 * Where 'finding' is shown: at the last message that is marked, otherwise at
 * the end.
 */
function drawBody(body, steps, plan, hidden, finding) {
  let at = -1;
  steps.forEach((s, i) => { if (s.mark >= MARK.wrong) at = i; });
  let y = TOP + 12;
  if (hidden) {
    body.append(write({ class: "fold-row halo", x: plan.left, y: y }, `${hidden} messages of the preamble`, "italic"));
    y += GAP_ROW;
  }
  steps.forEach((step, i) => {
    const previous = i ? steps[i - 1] : null;
    if (previous && step.ms - previous.ms >= LONG_MS) {
      drawGap(body, plan, y, step.ms - previous.ms);
      y += GAP_ROW;
    }
    y += step.mark >= MARK.wrong ? 4 : 0;
    drawStep(body, step, plan, y);
    if (i === at && finding) {
      y += drawCallout(body, plan, y + 8, finding, plan.x[step.party]);
    }
    y += ROW;
  });
  if (at < 0 && finding) y += drawCallout(body, plan, y - 14, finding, null);
  return y - 8;
}

/*
 * The server's head and line once more, over the diagram: there they stay in
 * sight when it is scrolled.
 */
function pinServer(plan, height) {
  const width = headWidth(SERVER);
  const pin = make("div", { class: "pin" }, make("span", {}, SERVER));
  const before = make("div", {});
  before.style.width = plan.x[SERVER] - width / 2 + "px";
  pin.style.width = width + "px";
  const row = make("div", { class: "pins", "aria-hidden": "true" }, before, pin);
  row.style.height = height + "px";
  return row;
}

/* Draw into a frame, which scrolls; 'wanted' as in layOut(), with 'isFolded' and 'finding'. */
function drawLadder(frame, data, wanted) {
  const hidden = wanted.isFolded ? data.preamble : 0;
  const { finding } = wanted;
  const steps = data.steps.slice(hidden);
  const plan = layOut(steps, wanted);
  const body = draw("g", {});
  const bottom = drawBody(body, steps, plan, hidden, finding);
  const svg = draw("svg", { width: plan.width, height: bottom + 4, viewBox: `0 0 ${plan.width} ${bottom + 4}`,
    role: "img", "aria-label": `Ladder diagram of ${steps.length} messages between ${plan.order.join(", ")}.` +
      (finding ? " Finding: " + finding.sentence : "") });
  drawHeads(svg, plan, bottom);
  svg.append(body);
  const isWide = plan.width > plan.room;
  frame.replaceChildren(svg, ...(isWide ? [pinServer(plan, bottom)] : []));
  frame.classList.toggle("wide", isWide);
  frame.scrollLeft = plan.start;
}

/* Which line is what. */
function legend(data) {
  const caption = make("figcaption", {});
  const entries = [["im", "InteractionManagement"], ["rep", "Reporting"], ["odd", "no such protocol"]];
  const used = new Set(data.steps.filter((s) => s.kind < KIND.disconnects || s.kind === KIND.malformed).map(styleOf));
  const marks = new Set(data.steps.map((s) => s.mark));
  if (marks.has(MARK.ghost)) entries.push(["ghost", "expected, did not come so"]);
  if (marks.has(MARK.wrong)) entries.push(["wrong", "what the finding is about"]);
  for (const [style, text] of entries) {
    if (style.length < 4 && !used.has(style)) continue;
    const svg = draw("svg", { width: 40, height: 12, "aria-hidden": "true" });
    const g = draw("g", { class: style });
    const d = "M31,1L39,6L31,11";
    g.append(draw("line", { class: "line", x1: 0, y1: 6, x2: 32, y2: 6 }),
      draw("path", { class: "tip", d: style === "rep" ? d : d + "Z" }));
    svg.append(g);
    caption.append(make("span", { class: "ladder-key" }, svg, text));
  }
  caption.append(make("span", { class: "more" }, "Wider than the page: it can be scrolled sideways."));
  if (data.dropped) caption.append(make("span", {}, `${data.dropped} more messages are not kept.`));
  return caption;
}

return { make, stepsOf, describe, draw: drawLadder, legend };
})();
