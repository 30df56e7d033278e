/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a report does: filter, keys, links to a case, and the ladder diagrams
 * (ladder.js) of the cases that are opened.  The page is readable without.
 */
(() => {
"use strict";

const { make, stepsOf, describe } = ladder;

/* The worst first, as in the summary. */
const VERDICTS = ["fail", "error", "aborted", "inconclusive", "flaky", "expected", "skipped", "pass"];

const by = (id) => document.getElementById(id);

/* --- a case --- */

/* Unlike that of any other case, also if this one was run more than once. */
function labelOf(details) {
  const path = pathOf(details);
  const same = cases.filter((c) => c.details.parentNode === details.parentNode && nameOf(c.details) === nameOf(details));
  const at = same.findIndex((c) => c.details === details);
  return same.length > 1 ? `${path}, run ${at + 1}` : path;
}

function asText(data, owner) {
  const details = make("details", { class: "astext" }, make("summary", {}, "Messages as text"));
  details.addEventListener("toggle", () => {
    if (!details.open || details.lastChild.tagName === "PRE") return;
    details.append(make("pre", { tabindex: "0", role: "region", "aria-label": `Messages of ${labelOf(owner)}` }, data.steps.map(describe).join("\n")));
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

/* Not every server that pages come from may use the clipboard. */
async function copyText(element) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  }
  getSelection().selectAllChildren(element);
  return document.execCommand("copy");
}

/* A button that puts the command to run a case again on the clipboard. */
function addCopy(body) {
  const again = body.querySelector(".again");
  if (!again) return;
  const button = make("button", { type: "button", class: "copy", "aria-live": "polite" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      button.textContent = await copyText(again) ? "Copied" : "Selected";
    } catch {
      getSelection().selectAllChildren(again);
      button.textContent = "Selected";
    }
  });
  again.after(button);
}

/* What differs, as the table says it. */
function differenceOf(body) {
  const table = body.querySelector(".difference");
  if (!table) return null;
  const text = (name) => table.querySelector(name).textContent;
  return { what: text("caption"), expected: text(".expected td"), observed: text(".observed td") };
}

const narrow = matchMedia("(max-width: 45rem)");

/* On which side there is more. */
function noteScrolling(frame) {
  frame.classList.toggle("more-left", frame.scrollLeft > 1);
  frame.classList.toggle("more-right", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 1);
}

/* Draws by 'redraw(width)', once there is a width and whenever that is another one. */
function drawToFit(frame, redraw) {
  let width = 0;
  const fit = () => {
    if (!frame.clientWidth || frame.clientWidth === width) return;
    width = frame.clientWidth;
    redraw(width);
    noteScrolling(frame);
  };
  frame.addEventListener("scroll", () => noteScrolling(frame), { passive: true });
  new ResizeObserver(fit).observe(frame);
  fit();
  return () => { width = 0; fit(); };
}

/* Draw the diagram of an opened case, once. */
function show(details) {
  const body = bodyOf(details);
  if (body.querySelector("figure")) return;
  const data = stepsOf(Number(details.id.slice(1)));
  const sentence = body.querySelector(".said") || details.querySelector(".s");
  const finding = sentence && details.dataset.v !== "skipped"
    ? { sentence: sentence.textContent, kind: details.dataset.k || "" } : null;
  const difference = differenceOf(body);
  const tools = make("div", { class: "tools" });
  const figure = make("figure", {});
  const frame = make("div", { class: "ladder", tabindex: "0", role: "region", "aria-label": `Ladder diagram of ${labelOf(details)}` });
  let isFolded = data.preamble > 1;
  let redraw = null;
  const drawIn = (room) => ladder.draw(frame, data, { room, isNarrow: narrow.matches, isFolded, finding, difference });
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
    figure.append(frame, ladder.legend(data), tools, asText(data, details));
  } else {
    figure.append(make("p", { class: "note" }, "No message was sent or observed."));
  }
  addCopy(body);
  for (const pre of body.querySelectorAll(":scope > pre")) {
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", `Both sides of ${labelOf(details)}`);
  }
  const requirement = body.querySelector(".requirement");
  if (requirement) requirement.after(figure);
  else body.prepend(figure);
  if (!data.steps.length) return;
  redraw = drawToFit(frame, drawIn);
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

/* The address bar says what is shown, so that it can be sent to others. */
function remember() {
  history.replaceState(null, "", hashOf(state));
}

/* What was sent and observed, by name. */
function messagesOf(c) {
  return new Set(stepsOf(Number(c.details.id.slice(1))).steps.map((s) => s.name));
}

/* As in reports/junit_document.c: dots are between the suite, the phase and the name only. */
function dottedName(c) {
  const [suite, ...phase] = c.phase.path.split("/");
  return [suite, phase.join("-")].map((part) => part.replace(/\./g, "-")).join(".") + "." + nameOf(c.details);
}

/* All that a reader may know of a case: also its section, and its name in JUnit. */
function textOf(c) {
  if (c.text === undefined)
    c.text = [c.phase.path + "/" + nameOf(c.details), c.phase.title, c.details.textContent, dottedName(c),
      ...messagesOf(c)].join("\n").toLowerCase();
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
  const input = make("input", { type: "search", placeholder: "Search cases, sections, messages, findings",
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

/* Failures are printed open, one for each reason; of more than these there is the sentence. */
const PRINT_MAX = 20;
const PRINTED = new Set(["fail", "error", "aborted"]);
let opened = [];

function beforePrint() {
  const wanted = cases.filter((c) => c.isShown && PRINTED.has(c.verdict) && !c.details.open && !c.details.querySelector(".said"));
  opened = [...document.querySelectorAll("#tables:not([open]), .doubts:not([open])"),
    ...wanted.slice(0, PRINT_MAX).map((c) => c.details)];
  for (const details of opened) details.open = true;
  for (const details of opened) if (details.classList.contains("case")) show(details);
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
