/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a report does: filter, keys, links to a case, and the ladder diagrams,
 * drawn when a case is opened from the lines of #data
 * (reports/html/html_steps.h says what is in them).  The page is readable without.
 */
(() => {
"use strict";

const KIND = { sent: 0, received: 1, disconnects: 2, disconnected: 3, malformed: 4 };
const MARK = { plain: 0, first: 1, wrong: 2, ghost: 3 };
const SERVER = "server";
/* The worst first, as in the summary. */
const VERDICTS = ["fail", "error", "aborted", "inconclusive", "expected", "skipped", "pass"];

const by = (id) => document.getElementById(id);

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
    lines = by("data").textContent.split("\n");
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

/* What stands on the arrow; 'sides' says what else the finding shows. */
function labelOf(step, sides) {
  let text = step.name;
  const isMarked = step.mark >= MARK.wrong;
  if (step.kind === KIND.disconnected) text = "disconnected by the server";
  if (step.mark === MARK.ghost) text = (sides.wrong ? "expected: " : "missing: ") + text;
  if (step.mark === MARK.wrong && sides.ghost) text = "came: " + text;
  if (step.reference !== null) text += "\u2002ref " + step.reference;
  const differs = sides.ghost && sides.wrong && sides.wrong.protocol && sides.ghost.protocol !== sides.wrong.protocol;
  if (step.protocol && (isUnusual(step) || (isMarked && (differs || step.protocol === "Reporting"))))
    text += "\u2002" + step.protocol;
  return text;
}

/* The line of the fixture; of a long name the end, which tells most. */
function spotOf(step) {
  const place = step.place;
  return place.length > SPOT_CHARACTERS ? "…" + place.slice(1 - SPOT_CHARACTERS) : place;
}

/* How a label is set, as in report.css. */
function fontOf(step) {
  return step.mark === MARK.ghost ? SLANTED : step.mark === MARK.wrong ? BOLD : "";
}

const numberOf = (step) => (step.number ? "#" + step.number : "");

function timeOf(step, sides) {
  return step.number ? seconds(step.ms) : sides.wrong ? "expected" : "never came";
}

const widest = (texts, style) => Math.max(0, ...texts.map((text) => widthOf(text, style)));

const headWidth = (party) => Math.max(HEAD_LEAST, widthOf(party, BOLD) + 2 * HEAD_PAD);

/* What stands on the left of the lifelines: numbers, and times. */
function layOutTimes(steps, sides) {
  const numbers = widest(steps.map(numberOf), SMALL);
  const gaps = steps.map((s, i) => (i && s.ms - steps[i - 1].ms >= LONG_MS ? "+" + seconds(s.ms - steps[i - 1].ms) : ""));
  const times = widest([...steps.map((s) => timeOf(s, sides)), ...gaps], SMALL_BOLD);
  return { numbers, left: numbers + TEXT_GAP + times + TEXT_GAP };
}

/*
 * How far from the server each of these parties stands, the nearest last: each
 * label ends before the server, and heads stand side by side.  A label may
 * cross the lifeline of another party, as its arrow does.
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

/* A column a party, and beside them what is said of each message. */
function layOut(steps, sides) {
  const { agents, others } = orderParties(steps);
  const room = Object.create(null), x = Object.create(null);
  for (const s of steps)
    room[s.party] = Math.max(room[s.party] || 0, INDENT + widthOf(labelOf(s, sides), fontOf(s)) + CLEARANCE);
  const { numbers, left } = layOutTimes(steps, sides);
  const before = distances(agents, room), after = distances(others.slice().reverse(), room);
  const first = agents[0] || SERVER, last = others[others.length - 1] || SERVER;
  x[SERVER] = left + headWidth(first) / 2 + (before[first] || 0);
  for (const p of agents) x[p] = x[SERVER] - before[p];
  for (const p of others) x[p] = x[SERVER] + after[p];
  const spots = x[last] + headWidth(last) / 2 + TEXT_GAP;
  const width = Math.max(spots + widest(steps.map(spotOf), SMALL) + 4, left + CALLOUT_LEAST);
  return { order: [...agents, SERVER, ...others], x, numbers, left, spots, width: Math.ceil(width) };
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

function drawStep(svg, step, plan, y, sides) {
  const style = styleOf(step);
  const mark = ["", " first", " wrong", " ghost"][step.mark];
  if (step.mark >= MARK.wrong)
    svg.append(draw("rect", { class: "band", x: 0, y: y - 20, width: plan.width, height: ROW }));
  const g = draw("g", { class: "step " + style + mark });
  const isEnd = step.kind === KIND.disconnects || step.kind === KIND.disconnected;
  const own = plan.x[step.party], left = own < plan.x[SERVER];
  g.append(draw("title", {}, describe(step)));
  g.append(isEnd ? cross(step, plan.x, y) : arrow(step, plan.x, y));
  g.append(write({ class: "label halo", x: own + (left ? INDENT : -INDENT), y: y - 7,
    "text-anchor": left ? "start" : "end" }, labelOf(step, sides), fontOf(step)));
  if (step.number)
    g.append(write({ class: "time", x: plan.numbers, y: y + 4, "text-anchor": "end" }, numberOf(step), SMALL));
  g.append(write({ class: "time", x: plan.left - TEXT_GAP, y: y + 4, "text-anchor": "end" }, timeOf(step, sides),
    step.mark === MARK.ghost ? SMALL_BOLD : SMALL));
  if (step.place)
    g.append(write({ class: "spot", x: plan.spots, y: y + 4 }, spotOf(step), SMALL));
  svg.append(g);
}

/* The finding, where it happened: returns the height that it took. */
function drawCallout(svg, plan, y, finding, point) {
  const width = plan.width - plan.left - 2;
  const rows = wrap(finding.sentence, width - 24);
  const height = (rows.length + (finding.kind ? 1 : 0)) * LINE + 14;
  const g = draw("g", { class: "callout" });
  g.append(draw("rect", { x: plan.left, y: y + 4, width, height, rx: 4 }));
  if (point !== null)
    g.append(draw("path", { d: `M${point - 7},${y + 4}l7,-8l7,8Z` }));
  let line = y + 4 + LINE + 3;
  if (finding.kind) {
    g.append(write({ class: "lead", x: plan.left + 12, y: line }, "✗ " + finding.kind, BOLD));
    line += LINE;
  }
  for (const row of rows) {
    g.append(write({ x: plan.left + 12, y: line }, row));
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

function drawLadder(data, isFolded, finding) {
  const first = isFolded ? data.preamble : 0;
  const steps = data.steps.slice(first);
  const sides = { ghost: steps.find((s) => s.mark === MARK.ghost), wrong: steps.find((s) => s.mark === MARK.wrong) };
  const plan = layOut(steps, sides);
  const body = draw("g", {});
  let at = -1;
  steps.forEach((s, i) => { if (s.mark >= MARK.wrong) at = i; });
  let y = TOP + 12;
  if (first) {
    body.append(write({ class: "fold-row halo", x: plan.left, y: y }, `${first} messages of the preamble`, "italic"));
    y += GAP_ROW;
  }
  steps.forEach((step, i) => {
    const previous = i ? steps[i - 1] : null;
    if (previous && step.ms - previous.ms >= LONG_MS) {
      drawGap(body, plan, y, step.ms - previous.ms);
      y += GAP_ROW;
    }
    y += step.mark >= MARK.wrong ? 4 : 0;
    drawStep(body, step, plan, y, sides);
    if (i === at && finding) {
      y += drawCallout(body, plan, y + 8, finding, plan.x[step.party]);
    }
    y += ROW;
  });
  if (at < 0 && finding) y += drawCallout(body, plan, y - 14, finding, null);
  const bottom = y - 8;
  const svg = draw("svg", { width: plan.width, height: bottom + 4, viewBox: `0 0 ${plan.width} ${bottom + 4}`,
    role: "img", "aria-label": `Ladder diagram of ${steps.length} messages between ${plan.order.join(", ")}.` +
      (finding ? " Finding: " + finding.sentence : "") });
  drawHeads(svg, plan, bottom);
  svg.append(body);
  return svg;
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
  if (data.dropped) caption.append(make("span", {}, `${data.dropped} more messages are not kept.`));
  return caption;
}

function asText(data, owner) {
  const details = make("details", { class: "astext" }, make("summary", {}, "Messages as text"));
  details.addEventListener("toggle", () => {
    if (!details.open || details.lastChild.tagName === "PRE") return;
    details.append(make("pre", { tabindex: "0", role: "region", "aria-label": `Messages of ${pathOf(owner)}` }, data.steps.map(describe).join("\n")));
  });
  return details;
}

const nameOf = (details) => details.querySelector(".n").textContent;

function pathOf(details) {
  return details.parentNode.getAttribute("data-g") + "/" + nameOf(details);
}

/* What is under the summary; a case that passed has its requirement there. */
function bodyOf(details) {
  let body = details.querySelector(".body");
  if (!body) {
    body = make("div", { class: "body" }, ...[...details.children].slice(1));
    details.append(body);
  }
  return body;
}

/* A button that puts the command to run a case again on the clipboard. */
function addCopy(body) {
  const again = body.querySelector(".again");
  if (!again || !navigator.clipboard) return;
  const command = again.textContent;
  const button = make("button", { type: "button", class: "copy" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(again);
      button.textContent = "Selected";
    }
  });
  again.after(button);
}

/* Draw the diagram of an opened case, once. */
function show(details) {
  const body = bodyOf(details);
  if (body.querySelector("figure")) return;
  const data = stepsOf(Number(details.id.slice(1)));
  const sentence = body.querySelector(".said") || details.querySelector(".s");
  const finding = sentence && details.dataset.v !== "skipped"
    ? { sentence: sentence.textContent, kind: details.dataset.k || "" } : null;
  const tools = make("div", { class: "tools" });
  const figure = make("figure", {});
  const frame = make("div", { class: "ladder", tabindex: "0", role: "region", "aria-label": `Ladder diagram of ${pathOf(details)}` });
  let isFolded = data.preamble > 1;
  const redraw = () => frame.replaceChildren(drawLadder(data, isFolded, finding));
  if (isFolded) {
    const button = make("button", { type: "button" });
    const name = () => {
      button.textContent = isFolded ? `Show the ${data.preamble} messages of the preamble` : "Hide the preamble";
      button.setAttribute("aria-expanded", String(!isFolded));
    };
    button.addEventListener("click", () => { isFolded = !isFolded; name(); redraw(); });
    name();
    tools.append(button);
  }
  tools.append(make("a", { href: hashOf({ case: pathOf(details) }) }, "Link to this case"));
  if (data.steps.length) {
    redraw();
    figure.append(frame, legend(data), tools, asText(data, details));
  } else {
    figure.append(make("p", { class: "note" }, "No message was sent or observed."));
  }
  addCopy(body);
  for (const pre of body.querySelectorAll(":scope > pre")) {
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", `Both sides of ${pathOf(details)}`);
  }
  const requirement = body.querySelector(".requirement");
  if (requirement) requirement.after(figure);
  else body.prepend(figure);
}

/* --- filter --- */

const state = { q: "", v: new Set(), k: "", case: "" };
let cases = [], phases = [], controls = {};

function hashOf(s) {
  const parts = [];
  if (s.v && s.v.size) parts.push("v=" + [...s.v].join(","));
  if (s.k) parts.push("k=" + encodeURIComponent(s.k));
  if (s.q) parts.push("q=" + encodeURIComponent(s.q));
  if (s.case) parts.push("case=" + encodeURIComponent(s.case).replace(/%2F/g, "/"));
  return "#" + parts.join("&");
}

/* The address bar says what is shown, so that it can be sent to somebody. */
function remember() {
  history.replaceState(null, "", hashOf(state));
}

/* What was sent and observed, by name. */
function messagesOf(c) {
  return new Set(stepsOf(Number(c.details.id.slice(1))).steps.map((s) => s.name));
}

/* All that a reader may know of a case: also its section, and its name in JUnit. */
function textOf(c) {
  if (c.text === undefined)
    c.text = [c.phase.path + "/" + nameOf(c.details), c.phase.title, c.details.textContent,
      c.phase.path.replace(/\./g, "_").replace("/", ".") + "." + nameOf(c.details), ...messagesOf(c)].join("\n").toLowerCase();
  return c.text;
}

function matches(c, words) {
  return (!state.v.size || state.v.has(c.verdict)) && (!state.k || c.kind === state.k) &&
    words.every((word) => textOf(c).includes(word));
}

function apply() {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const p of phases) p.shown = 0;
  for (const c of cases) {
    const isShown = matches(c, words);
    if (c.isShown !== isShown) c.details.hidden = !isShown;
    c.isShown = isShown;
    c.phase.shown += isShown;
    shown += isShown;
  }
  for (const p of phases) p.section.hidden = !p.shown;
  by("shown").textContent = shown === cases.length ? "" : `${shown} of ${cases.length} cases`;
}

function refresh() {
  apply();
  remember();
}

function showControls() {
  controls.input.value = state.q;
  controls.select.value = state.k;
  for (const [key, button] of controls.buttons)
    button.setAttribute("aria-pressed", String(state.v.has(key)));
}

function count(list, key) {
  const counts = new Map();
  for (const item of list)
    if (item[key]) counts.set(item[key], (counts.get(item[key]) || 0) + 1);
  return counts;
}

function buildFilter() {
  const filter = by("filter");
  const input = make("input", { type: "search", placeholder: "Search cases, findings, requirements",
    "aria-label": "Search the cases", autocomplete: "off", spellcheck: "false" });
  const select = make("select", { "aria-label": "Kind of finding" }, make("option", { value: "" }, "All findings"));
  const buttons = new Map();
  const counts = count(cases, "verdict");
  for (const key of VERDICTS) {
    const n = counts.get(key);
    if (!n) continue;
    const button = make("button", { type: "button", "aria-pressed": "false" }, `${key} ${n}`);
    button.addEventListener("click", () => {
      if (!state.v.delete(key)) state.v.add(key);
      showControls();
      refresh();
    });
    buttons.set(key, button);
  }
  for (const [kind, n] of count(cases, "kind"))
    select.append(make("option", { value: kind }, `${kind} (${n})`));
  input.addEventListener("input", () => { state.q = input.value; refresh(); });
  select.addEventListener("change", () => { state.k = select.value; refresh(); });
  controls = { input, select, buttons };
  filter.append(input, ...(buttons.size > 1 ? buttons.values() : []));
  if (select.options.length > 1) filter.append(select);
  const hint = make("span", { class: "note hint" });
  for (const [key, text] of [["/", "search "], ["j", ""], ["k", "next, previous "], ["Enter", "open "], ["Esc", "close"]])
    hint.append(make("kbd", {}, key), " " + text);
  filter.append(hint);
  filter.hidden = !cases.length;
}

/* --- links to a case --- */

function openCase(details) {
  details.hidden = false;
  details.parentNode.hidden = false;
  details.open = true;
  show(details);
  const summary = details.querySelector("summary");
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "start" });
}

function findCase(path) {
  const found = cases.find((c) => path.startsWith(c.phase.path) && pathOf(c.details) === path);
  return found && found.details;
}

function readHash() {
  const hash = location.hash.slice(1);
  const byId = /^c\d+$/.test(hash) && by(hash);
  if (byId) {
    openCase(byId);
    return;
  }
  if (hash && !hash.includes("=")) return;
  const wanted = new URLSearchParams(hash.replace(/\+/g, "%2B"));
  state.q = wanted.get("q") || "";
  state.k = wanted.get("k") || "";
  state.v = new Set((wanted.get("v") || "").split(",").filter(Boolean));
  state.case = wanted.get("case") || "";
  showControls();
  apply();
  const details = state.case && findCase(state.case);
  if (details) openCase(details);
}

function noteToggle(event) {
  const details = event.target;
  if (!details.classList || !details.classList.contains("case")) return;
  if (details.open) show(details);
  if (details.open && details.contains(document.activeElement)) state.case = pathOf(details);
  else if (!details.open && state.case === pathOf(details)) state.case = "";
  else return;
  remember();
}

/* --- keys --- */

/* The case with the focus, or where it was last, or none. */
let current = null;

function step(by) {
  const list = cases.filter((c) => c.isShown);
  if (!list.length) return;
  const at = list.findIndex((c) => c.details === current);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
  const summary = list[next].details.querySelector("summary");
  summary.focus();
  summary.scrollIntoView({ block: "nearest" });
}

function escape(target) {
  if (target === controls.input) {
    if (state.q) { state.q = ""; showControls(); refresh(); }
    else target.blur();
    return;
  }
  if (current && current.open) {
    current.open = false;
    current.querySelector("summary").focus();
  }
}

function pressKey(event) {
  const target = event.target;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") { escape(target); return; }
  if (target === controls.input && event.key === "Enter") { current = null; step(1); event.preventDefault(); return; }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  const onCase = target.tagName === "SUMMARY" && target.parentNode.classList.contains("case");
  const by = event.key === "j" || (onCase && event.key === "ArrowDown") ? 1
    : event.key === "k" || (onCase && event.key === "ArrowUp") ? -1 : 0;
  if (by) step(by);
  else if (event.key === "/") controls.input.focus();
  else return;
  event.preventDefault();
}

/* --- paper --- */

/* What did not pass is printed open; more of it nobody would read on paper. */
const PRINT_MAX = 200;
let opened = [];

function beforePrint() {
  opened = [...document.querySelectorAll("#tables:not([open])")];
  const wanted = cases.filter((c) => c.isShown && c.verdict !== "pass" && !c.details.open);
  for (const c of wanted.slice(0, PRINT_MAX)) {
    show(c.details);
    opened.push(c.details);
  }
  for (const details of opened) details.open = true;
}

function afterPrint() {
  for (const details of opened) details.open = false;
  opened = [];
}

/* About as high as a closed case. */
const CASE_PIXELS = 40;

function start() {
  for (const section of document.querySelectorAll(".phase")) {
    const phase = { section, path: section.getAttribute("data-g"), shown: 0,
      title: section.firstElementChild.textContent };
    phases.push(phase);
    for (let d = section.firstElementChild; d; d = d.nextElementSibling)
      if (d.className === "case")
        cases.push({ details: d, phase, verdict: d.getAttribute("data-v"), kind: d.getAttribute("data-k") || "",
          text: undefined, isShown: true });
    section.style.containIntrinsicSize = `auto ${CASE_PIXELS * section.childElementCount}px`;
  }
  if (cases.length) buildFilter();
  document.addEventListener("toggle", noteToggle, true);
  document.addEventListener("focusin", (event) => {
    current = event.target.closest(".case") || current;
  });
  document.addEventListener("keydown", pressKey);
  window.addEventListener("hashchange", readHash);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  if (!cases.length) return;
  for (const c of cases) if (c.details.open) show(c.details);
  if (location.hash) readHash();
}

start();
})();
