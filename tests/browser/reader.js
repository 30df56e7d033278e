/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: node reader.js FOLDER [SHOTS [WORDS]]
 * Reads the pages of FOLDER with a browser, as browser.test made them, and
 * prints TAP.  With SHOTS, a folder, it keeps pictures of what it saw; with
 * WORDS it runs only the tests that have them in their names.
 */
"use strict";
const { spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [folder, shots, words = ""] = process.argv.slice(2);
/* For what is sure to come: other tests keep the processors busy, and sanitizers slow them down. */
const PATIENCE_MS = 120000;
/* What a page may take is 1 s; 'make bench' measures that, on a machine that does nothing else. */
const LIMIT_MS = 60000;
const FAILING = "conference/invitation-times-out/no-answer";

/* How the cases of that run ended, which a page has to tell. */
const ended = (name) => fs.readFileSync(`${folder}/${name}.ndjson`, "utf8").split("\n")
  .filter((line) => line.startsWith('{"event":"case-ended"')).map((line) => JSON.parse(line));
const count = (name, wanted) => ended(name).filter(wanted).length;

const tests = [];
const test = (name, run) => tests.push({ name, run });

function holds(condition, text) {
  if (!condition) throw new Error(text);
}

function same(found, wanted, text) {
  holds(found === wanted, `${text}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/* A log shows the first of them, a line each. */
const LISTED_MAX = 20;
function none(list, text) {
  const more = list.length > LISTED_MAX ? `\nand ${list.length - LISTED_MAX} more` : "";
  holds(!list.length, `${text}:\n${list.slice(0, LISTED_MAX).join("\n")}${more}`);
}

/* Until what was done last is on the screen. */
const settle = (page) => page.evaluate(() =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/* A fresh page; whatever it logs or asks the network for is a failure. */
async function open(browser, name, hash = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.troubles = [];
  page.on("console", (m) => page.troubles.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => page.troubles.push(`error: ${e.message}`));
  page.on("request", (r) => {
    if (r.url() !== `file://${folder}/${name}.html${hash}` && r.url() !== `file://${folder}/${name}.html`)
      page.troubles.push(`request: ${r.url()}`);
  });
  const start = Date.now();
  await page.goto(`file://${folder}/${name}.html${hash}`);
  if (options.javaScriptEnabled !== false) await settle(page);
  page.opened = Date.now() - start;
  return page;
}

async function shoot(page, name, options = {}) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, ...options });
}

async function close(page) {
  none(page.troubles, "troubles");
  await page.context().close();
}

const shownCases = (page) => page.locator(".case:visible").count();

test("a run that passed opens without an error or a request", async (browser) => {
  const page = await open(browser, "passed");
  holds(/^All \d+ cases passed$/.test(await page.textContent("h1")), "the headline");
  same(await page.locator(".case[open]").count(), 0, "nothing is open");
  await shoot(page, "passed");
  await page.click(".case >> nth=0");
  const svg = page.locator(".case[open] .ladder svg");
  await svg.waitFor();
  holds(await svg.locator(".step").count() > 2, "a case that passed has its diagram");
  same(await svg.locator(".wrong, .ghost, .callout").count(), 0, "marks in it");
  await shoot(page, "passed-case");
  await close(page);
});

test("what failed stands open, with its diagram", async (browser) => {
  const page = await open(browser, "missing");
  const failing = page.locator(".case[data-v=fail]").first();
  same(await failing.getAttribute("open"), "open", "it is open");
  holds(await failing.locator(".ladder svg").isVisible(), "its diagram");
  await shoot(page, "missing", { fullPage: true });
  await close(page);
});

test("the finding is where it happened", async (browser) => {
  const page = await open(browser, "missing", "#case=" + FAILING);
  const figure = page.locator(".case[data-v=fail] .ladder svg").first();
  const label = await figure.locator(".ghost .label").textContent();
  same(label, "missing: EventRevoked", "what did not come");
  const boxes = await figure.evaluate((svg) => {
    const top = (e) => e.getBoundingClientRect().top;
    const labels = [...svg.querySelectorAll(".step")].map((e) => [e.querySelector(".label").textContent, top(e)]);
    const at = (text) => labels.find(([label]) => label.includes(text))[1];
    return { invite: at("EventInvite"), ghost: at("missing: EventRevoked"), error: at("EventError"),
      callout: top(svg.querySelector(".callout")) };
  });
  holds(boxes.invite < boxes.error && boxes.error < boxes.ghost && boxes.ghost < boxes.callout,
    `the order from top to bottom: ${JSON.stringify(boxes)}`);
  const callout = await figure.locator(".callout").textContent();
  holds(callout.includes("missing") && callout.includes("EventRevoked did not reach agent2"), callout);
  await close(page);
});

test("both sides of a wrong message stand one above the other", async (browser) => {
  const page = await open(browser, "retagged");
  const labels = await page.locator(".ladder .ghost .label, .ladder .wrong .label").allTextContents();
  same(labels.join("; "), "expected: EventInvite\u2002InteractionManagement; came: EventInvite\u2002Reporting", "sides");
  await shoot(page, "retagged", { fullPage: true });
  await close(page);
});

test("of an attribute both values are shown, and what differs is marked", async (browser) => {
  const page = await open(browser, "attribute");
  const rows = (name) => page.locator(`.ladder ${name} .label`).allTextContents();
  same((await rows(".ghost")).join(), "expected: EventInvite\u2002interactionId 'ix-simulated-1'", "expected");
  same((await rows(".wrong")).join(), "came: EventInvite\u2002interactionId 'other'", "came");
  same((await page.locator(".ladder .differs").allTextContents()).join(), "ix-simulated-1,other", "what differs, in the diagram");
  const table = page.locator(".case[open] .difference");
  same(await table.locator("caption").textContent(), "interaction.interactionId", "the path");
  same((await table.locator("mark").allTextContents()).join(), "ix-simulated-1,other", "what differs, in the table");
  await shoot(page, "attribute", { fullPage: true });
  await close(page);
});

test("what could not be judged is grouped by its cause, and folded", async (browser) => {
  const page = await open(browser, "spoilt");
  const doubts = page.locator(".findings .doubts");
  const doubted = count("spoilt", (c) => c.verdict === "inconclusive");
  same(await doubts.getAttribute("open"), null, "it is folded");
  const title = await doubts.locator("summary").textContent();
  const reasons = await doubts.locator("li").count();
  same(title, `${doubted} cases could not be judged, for ${reasons} reason${reasons === 1 ? "" : "s"}`, "its title");
  holds(reasons < doubted, `${reasons} reasons`);
  same(await page.locator(".findings > ol .v[data-v=inconclusive]").count(), 0, "doubts among the failures");
  same(await page.locator(".case[data-v=inconclusive][open]").count(), 0, "cases that stand open");
  await shoot(page, "spoilt");
  await close(page);
});

test("durations are sorted, and compared with their sum", async (browser) => {
  const page = await open(browser, "missing");
  await page.click("#durations > summary");
  const rows = await page.locator("#durations tbody tr").evaluateAll((list) => list.map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
  const longest = ended("missing").sort((a, b) => b.duration - a.duration);
  const scale = { ms: 1e6, s: 1e9 };
  rows.slice(0, -1).forEach(([name, took], i) => {
    const [number, unit] = took.split(" ");
    const ns = number * scale[unit];
    holds(ns <= longest[i].duration && ns > longest[i].duration - 1e7, `${name}: ${took} in row ${i}`);
  });
  const percent = rows.reduce((sum, row) => sum + parseFloat(row[2]), 0);
  holds(Math.abs(percent - 100) < 3, `${percent} %`);
  holds(/^the other \d+ together$/.test(rows.at(-1)[0]), rows.at(-1)[0]);
  const name = rows[0][0];
  await page.click("#durations a >> nth=0");
  await page.waitForFunction(() => document.activeElement.matches(".case > summary"));
  holds(name.endsWith("/" + await page.evaluate(() => document.activeElement.querySelector(".n").textContent)), name);
  await shoot(page, "durations");
  await close(page);
});

test("markup of a server is text", async (browser) => {
  const page = await open(browser, "hostile");
  const name = "</script><b>__proto__";
  const labels = await page.locator(".ladder .label").allTextContents();
  holds(labels.some((label) => label.includes(name)), labels.join("; "));
  holds((await page.textContent(".case .s")).includes(name), "the finding");
  same(await page.locator("main b:not(.counts b, .conditions b)").count(), 0, "elements of the server");
  await close(page);
});

/*
 * Which texts of which diagrams are cut, or lie on another one, each with its
 * box: in a log of another machine that is all there is to go by.
 */
function misplacedTexts() {
  /* Boxes of text have room for accents, which rows share. */
  const LEADING = 4, ROUNDING = 1;
  const found = [];
  for (const svg of document.querySelectorAll(".ladder svg")) {
    const origin = svg.getBoundingClientRect();
    const say = (box) => [box.left - origin.left, box.top - origin.top, box.width, box.height].map(Math.round).join(" ");
    const texts = [...svg.querySelectorAll("text")].map((e) => ({ text: e.textContent, box: e.getBoundingClientRect(),
      isLabel: e.classList.contains("label") }));
    const complain = (text) => found.push(`${svg.closest(".case").querySelector(".n").textContent}: ${text}`);
    const server = svg.querySelector(".head.server").getBoundingClientRect();
    const middle = (server.left + server.right) / 2;
    for (const { text, box } of texts.filter((t) => t.isLabel))
      if (box.left < middle && middle < box.right) complain(`'${text}' (${say(box)}) lies on the line of the server`);
    for (const { text, box } of texts)
      if (box.left < origin.left - ROUNDING || box.right > origin.right + ROUNDING || box.bottom > origin.bottom + ROUNDING)
        complain(`'${text}' (${say(box)}) is not inside of ${say(origin)}`);
    texts.forEach((a, i) => texts.slice(i + 1).forEach((b) => {
      if (a.box.left < b.box.right - ROUNDING && b.box.left < a.box.right - ROUNDING &&
          a.box.top < b.box.bottom - LEADING && b.box.top < a.box.bottom - LEADING)
        complain(`'${a.text}' (${say(a.box)}) lies on '${b.text}' (${say(b.box)})`);
    }));
  }
  return found;
}

const openAll = (page) => page.evaluate(() => {
  for (const e of document.querySelectorAll(".case")) e.open = true;
});

/* Other fonts than those of this machine, and fonts that take more room. */
const FONTS = {
  "the fonts of this machine": {},
  "fixed pitch": { family: "Mono" },
  "serifs": { family: "Serif" },
  "letters of 18 pixels at least": { args: ["--blink-settings=minimumFontSize=18"] },
};

for (const [name, wanted] of Object.entries(FONTS))
  test(`no text of a diagram is cut or lies on another, with ${name}`, async () => {
    const browser = await launch(wanted);
    try {
      for (const run of ["missing", "wide", "hostile", "long", "attribute"]) {
        const page = await open(browser, run);
        await openAll(page);
        await page.waitForFunction(() => !document.querySelector(".case:not(:has(figure))"));
        await page.evaluate(() => document.querySelectorAll(".tools button[aria-expanded=false]").forEach((e) => e.click()));
        none(await page.evaluate(misplacedTexts), `texts of ${run}`);
        if (run === "missing") await shoot(page, `texts-${name.replace(/ /g, "-")}`);
        await close(page);
      }
    } finally {
      await browser.close();
    }
  });

test("protocols differ in more than colour", async (browser) => {
  const page = await open(browser, "missing");
  const dashes = await page.evaluate(() => ["im", "rep"].map((style) =>
    getComputedStyle(document.querySelector(`.ladder .${style} .line`)).strokeDasharray));
  holds(dashes[0] !== dashes[1], `both are ${dashes[0]}`);
  const legend = await page.locator("figcaption").first().textContent();
  holds(/InteractionManagement.*Reporting/.test(legend), legend);
  await close(page);
});

test("filters by verdict, by kind of finding and by text", async (browser) => {
  const page = await open(browser, "missing");
  const all = await shownCases(page);
  await page.click("#filter button:text('fail')");
  same(await shownCases(page), count("missing", (c) => c.verdict === "fail"), "cases that failed");
  await page.click("#filter button:text('fail')");
  await page.selectOption("#filter select", "missing");
  same(await shownCases(page), count("missing", (c) => c.finding === "missing"), "cases that miss a message");
  await page.selectOption("#filter select", "");
  await page.fill("#filter input", "two-INVITERS once");
  same(await shownCases(page), 1, "cases with those words");
  same(await page.textContent("#shown"), `1 of ${all} cases`, "the count");
  await page.fill("#filter input", "");
  same(await shownCases(page), all, "cases without a filter");
  await close(page);
});

test("the address keeps filter and case", async (browser) => {
  const page = await open(browser, "missing");
  await page.click("#filter button:text('fail')");
  await page.fill("#filter input", "no-answer");
  const summary = page.locator(".case:visible summary").first();
  const hashEnds = (end) => page.waitForFunction((wanted) => location.hash.endsWith(wanted), end);
  await summary.click();
  await hashEnds("q=no-answer");
  await summary.click();
  await hashEnds(`case=${FAILING}`);
  const hash = new URL(page.url()).hash;
  same(hash, `#v=fail&q=no-answer&case=${FAILING}`, "the address");
  await close(page);
  const again = await open(browser, "missing", hash);
  same(await shownCases(again), 1, "cases in a page of that address");
  same(await again.evaluate(() => document.activeElement.parentNode.querySelector(".n").textContent),
    "no-answer", "the case with the focus");
  await close(again);
});

test("a row of the tables leads to its case", async (browser) => {
  const page = await open(browser, "missing");
  await page.click("#tables > summary");
  await shoot(page, "tables");
  const link = page.locator("#tables a.fail").first();
  const name = await link.textContent();
  await link.click();
  await page.waitForFunction(() => document.activeElement.matches(".case > summary"));
  same(await page.evaluate(() => document.activeElement.parentNode.querySelector(".n").textContent), name, "the focus");
  await close(page);
});

test("everything can be reached by keyboard", async (browser) => {
  const page = await open(browser, "missing");
  const press = (key) => page.keyboard.press(key);
  const focus = () => page.evaluate(() => {
    const e = document.activeElement;
    return e.tagName === "SUMMARY" ? e.querySelector(".n").textContent : e.tagName;
  });
  await press("Tab");
  same(await page.evaluate(() => document.activeElement.className), "skip", "the first stop");
  await press("/");
  same(await focus(), "INPUT", "after /");
  await page.keyboard.type("revoked");
  await press("Escape");
  same(await page.inputValue("#filter input"), "", "the search after Esc");
  await page.keyboard.type("no-answer");
  await press("Escape");
  await press("Escape");
  await press("j");
  const first = await focus();
  await press("j");
  const second = await focus();
  await press("ArrowUp");
  same(await focus(), first, "after an arrow up");
  await press("k");
  same(await focus(), first, "k stops at the first one");
  holds(first !== second, "j moves on");
  const width = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  holds(parseFloat(width) >= 2, `the focus is seen: ${width}`);
  await press("Enter");
  holds(await page.locator(".case[open] summary:focus").count() === 1, "Enter opens");
  await press("Escape");
  same(await page.locator(".case:has(summary:focus)[open]").count(), 0, "Esc closes");
  await press("/");
  await page.keyboard.type("no-answer");
  await press("Enter");
  same(await page.evaluate(() => document.activeElement.tagName), "SUMMARY", "after Enter in the search");
  await close(page);
});

/* Contrast of all visible text with its background. */
function contrasts() {
  const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const low = new Set();
  for (const e of document.querySelectorAll("body *")) {
    if ((!e.offsetParent && !e.ownerSVGElement) || e.tagName === "title") continue;
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const front = parse(e.ownerSVGElement ? style.fill : style.color);
    let back = parse(getComputedStyle(document.body).backgroundColor);
    for (let p = e; p; p = p.parentElement) {
      const c = parse(getComputedStyle(p).backgroundColor);
      if (c.length < 4 || c[3] > 0) { back = c; break; }
    }
    if (e.closest(".head.server")) back = parse(getComputedStyle(e.closest(".head").querySelector("rect")).fill);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(`${e.tagName} ${e.className.baseVal ?? e.className} ${ratio.toFixed(2)}`);
  }
  return [...low].join("\n");
}

for (const colorScheme of ["light", "dark"])
  test(`${colorScheme}: text can be read`, async (browser) => {
    const page = await open(browser, "missing", "", { colorScheme });
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    same(back === "rgb(255, 255, 255)", colorScheme === "light", `background ${back}`);
    await page.click("#tables > summary");
    same(await page.evaluate(contrasts), "", "low contrast");
    await shoot(page, colorScheme, { fullPage: true });
    await close(page);
  });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SIZES = { desktop: { viewport: { width: 1280, height: 800 } }, phone: PHONE };

for (const [size, device] of Object.entries(SIZES)) {
  test(`${size}: what failed is above the fold, with its sentence`, async (browser) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(browser, "missing", "", { ...device, javaScriptEnabled });
      const box = await page.locator(".findings .why").first().boundingBox();
      holds(box.y + box.height <= device.viewport.height, `its sentence ends at ${box.y + box.height}`);
      same(await page.locator(".findings li .v").first().getAttribute("data-v"), "fail", "the worst is first");
      if (javaScriptEnabled) await shoot(page, `fold-${size}`);
      await close(page);
    }
  });

  for (const colorScheme of ["light", "dark"])
    test(`${size}, ${colorScheme}: axe has nothing to say`, async (browser) => {
      const page = await open(browser, "missing", "", { ...device, colorScheme, bypassCSP: true });
      await page.evaluate(() => document.querySelectorAll("details:not(.case), .case:not([data-v=pass])")
        .forEach((e) => { e.open = true; }));
      await page.waitForFunction(() => !document.querySelector(".case[open]:not(:has(figure))"));
      await page.evaluate(() => document.querySelectorAll(".astext").forEach((e) => { e.open = true; }));
      await page.waitForFunction(() => !document.querySelector(".astext:not(:has(pre))"));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      none(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join("; ")}`), "violations");
      await shoot(page, `axe-${size}-${colorScheme}`, { fullPage: true });
      await close(page);
    });
}

test("phone: a diagram shows the server, and that there is more", async (browser) => {
  for (const run of ["missing", "wide", "attribute"]) {
    const page = await open(browser, run, "", PHONE);
    await openAll(page);
    await page.waitForFunction(() => !document.querySelector(".case:not(:has(.ladder svg))"));
    await page.evaluate(() => scrollTo(0, document.querySelector(".ladder").getBoundingClientRect().top + scrollY - 100));
    await shoot(page, `phone-${run}`);
    const troubles = await page.evaluate(() => {
      const found = [];
      for (const frame of document.querySelectorAll(".ladder")) {
        const complain = (text) => found.push(`${frame.closest(".case").querySelector(".n").textContent}: ${text}`);
        const isWide = frame.scrollWidth > frame.clientWidth;
        const room = frame.getBoundingClientRect();
        if (isWide !== frame.matches(".more-left, .more-right")) complain("no shadow says that there is more");
        if (isWide !== (frame.parentNode.querySelector(".more").offsetHeight > 0)) complain("no sentence says that there is more");
        const own = frame.querySelector(".head.server").getBoundingClientRect();
        for (const at of isWide ? [frame.scrollLeft, 0, frame.scrollWidth] : [0]) {
          frame.scrollLeft = at;
          const server = (isWide ? frame.querySelector(".pin span") : frame.querySelector(".head.server")).getBoundingClientRect();
          if (server.left < room.left - 1 || server.right > room.right + 1)
            complain(`scrolled to ${at}, the server is at ${server.left} to ${server.right} of ${room.left} to ${room.right}`);
        }
        const callout = frame.querySelector(".callout rect");
        if (callout && callout.getBoundingClientRect().width > room.width) complain("the finding is wider than the screen");
        if (own.width !== 56 && isWide && Math.abs(own.width - frame.querySelector(".pin span").offsetWidth) > 1) complain("two heads");
      }
      return found;
    });
    none(troubles, `diagrams of ${run}`);
    await close(page);
  }
});

test("fingers find all there is to touch", async (browser) => {
  const page = await open(browser, "spoilt", "", PHONE);
  await page.evaluate(() => document.querySelectorAll("details:not(.case), .case[data-v=fail]").forEach((e) => { e.open = true; }));
  await page.waitForFunction(() => !document.querySelector(".case[open]:not(:has(figure))"));
  const small = await page.evaluate(() => [...document.querySelectorAll("a:not(.skip), button, summary, input, select")]
    .filter((e) => e.checkVisibility()).map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44)
    .map(([e, box]) => `${e.tagName} '${e.textContent}': ${Math.round(box.width)} by ${Math.round(box.height)}`));
  none([...new Set(small)], "smaller than 44 pixels");
  await close(page);
});

test("whatever scrolls takes the focus", async (browser) => {
  const page = await open(browser, "missing", "", { viewport: { width: 360, height: 640 } });
  await page.evaluate(() => document.querySelectorAll("details").forEach((e) => { e.open = true; }));
  await page.waitForFunction(() => !document.querySelector(".case[open]:not(:has(figure))"));
  await page.evaluate(() => document.querySelectorAll(".astext").forEach((e) => { e.open = true; }));
  await page.waitForFunction(() => !document.querySelector(".astext:not(:has(pre))"));
  const found = await page.evaluate(() => {
    const scrolling = [...document.querySelectorAll("main *")].filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1 &&
      getComputedStyle(e).overflowX === "auto");
    return { count: scrolling.length, unreached: scrolling.filter((e) => e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 80)) };
  });
  holds(found.count > 10, `${found.count} scroll`);
  none(found.unreached, "without focus");
  await close(page);
});

test("the search finds sections, names in JUnit and messages", async (browser) => {
  const page = await open(browser, "missing");
  const search = async (text) => {
    await page.fill("#filter input", text);
    return shownCases(page);
  };
  const junit = fs.readFileSync(`${folder}/missing.xml`, "utf8");
  const names = [...junit.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map((m) => `${m[2]}.${m[1]}`);
  same(names.length, ended("missing").length, "cases in JUnit");
  for (const name of names) {
    await search(name);
    const found = await page.locator(".case:visible .n").allTextContents();
    holds(found.some((n) => name.endsWith("." + n)), `a name in JUnit, ${name}: ${found}`);
  }
  const all = ended("missing").length;
  for (const text of ["§1.4", "EventRevoked"]) {
    const found = await search(text);
    holds(found > 0 && found < all, `${text}: ${found} cases`);
  }
  await close(page);
});

test("verdicts have one order, and a column that fits them", async (browser) => {
  const page = await open(browser, "missing");
  const keys = await page.locator("#filter button").allTextContents();
  same(keys.map((key) => key.split(" ")[0]).join(" "), "fail inconclusive pass", "the order");
  const lefts = await page.evaluate(() => [...new Set([...document.querySelectorAll(".case .n")]
    .map((e) => Math.round(e.getBoundingClientRect().left)))]);
  same(lefts.length, 1, `names start at ${lefts}`);
  await close(page);
  const other = await launch({ family: "Mono" });
  const fixed = await open(other, "missing");
  const both = await fixed.evaluate(() => [...document.querySelectorAll(".case")].slice(0, 2).map((e, i) => {
    if (i) e.querySelector(".v").textContent = "expected failure";
    if (i) e.querySelector(".v").setAttribute("data-v", "expected");
    return e.querySelector(".n").getBoundingClientRect().left;
  }));
  same(both[1], both[0], "where the name of an expected failure starts, with a fixed pitch");
  await close(fixed);
  await other.close();
});

test("the command that runs a case again can be copied", async (browser) => {
  const page = await open(browser, "missing", "", { permissions: ["clipboard-read", "clipboard-write"] });
  const body = page.locator(".case[data-v=fail] .body").first();
  await body.locator(".copy").click();
  await page.waitForFunction(() => document.querySelector(".copy").textContent !== "Copy");
  same(await page.evaluate(() => navigator.clipboard.readText()), await body.locator(".again").textContent(), "the clipboard");
  await close(page);
});

test("without a clipboard it is selected", async (browser) => {
  const page = await open(browser, "missing");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const body = page.locator(".case[data-v=fail] .body").first();
  await body.locator(".copy").click();
  await page.waitForFunction(() => document.querySelector(".copy").textContent !== "Copy");
  same(await page.evaluate(() => getSelection().toString()), await body.locator(".again").textContent(), "the selection");
  await close(page);
});

test("320 pixels are enough", async (browser) => {
  const page = await open(browser, "missing", "", { viewport: { width: 320, height: 640 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  holds(width <= 320, `the page is ${width} pixels wide`);
  await shoot(page, "narrow", { fullPage: true });
  await close(page);
});

test("a wide diagram scrolls in its own box", async (browser) => {
  for (const width of [320, 480]) {
    const page = await open(browser, "wide", "", { viewport: { width, height: 640 } });
    await openAll(page);
    await page.waitForFunction(() => !document.querySelector(".case:not(:has(figure))"));
    const found = await page.evaluate(() => document.documentElement.scrollWidth);
    holds(found <= width, `the page is ${found} pixels wide, of ${width}`);
    const index = await page.evaluate(() =>
      [...document.querySelectorAll(".ladder")].findIndex((e) => e.scrollWidth > e.clientWidth));
    holds(index >= 0, `no diagram is wider than ${width} pixels`);
    const box = page.locator(".ladder").nth(index);
    await box.focus();
    await page.keyboard.press("End");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction((at) => document.querySelectorAll(".ladder")[at].scrollLeft > 0, index);
    await close(page);
  }
});

test("a run that did not start says so where its cases would be", async (browser) => {
  const page = await open(browser, "nothing");
  same(await page.textContent("#cases .nothing"),
    "No case was run: no suite, phase or case is called 'no-such-suite'", "the reason");
  holds(!(await page.isVisible("#filter")), "nothing to filter");
  await close(page);
});

test("on paper all that failed is open, and light", async (browser) => {
  const page = await open(browser, "missing", "", { colorScheme: "dark" });
  await page.click(".case[data-v=fail] summary >> nth=0");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  same(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)", "paper");
  holds(!(await page.isVisible("#filter")), "no controls");
  const unseen = await page.locator(".case[data-v=fail]:not(:has(.ladder svg))").count();
  same(unseen, 0, "cases that failed without a diagram");
  holds(!(await page.isVisible(".case[data-v=inconclusive]")), "what could not be judged is not printed as a case");
  holds(await page.isVisible(".doubts li"), "but its reason is");
  holds(await page.isVisible("#tables table"), "the tables are unfolded");
  holds(!(await page.isVisible(".case[data-v=pass]")), "what passed is not printed");
  await shoot(page, "print", { fullPage: true });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  same(await page.locator(".case[data-v=fail]").first().getAttribute("open"), null, "as before");
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  const failed = count("missing", (c) => c.verdict === "fail");
  holds(pages <= failed + 2, `${pages} pages for ${failed} failures`);
  if (shots) fs.writeFileSync(`${shots}/print.pdf`, pdf);
  await close(page);
});

test("without scripts there are summary, cases and findings", async (browser) => {
  const page = await open(browser, "missing", "", { javaScriptEnabled: false });
  const failed = count("missing", (c) => c.verdict === "fail");
  const headline = await page.textContent("h1");
  holds(new RegExp(`^${failed} of \\d+ cases failed$`).test(headline), headline);
  const finding = page.locator(".case[data-v=fail] .s").first();
  holds((await finding.textContent()).includes("EventRevoked did not reach agent2"), "the finding");
  holds(await page.locator(".case pre").first().isVisible(), "both sides");
  holds(!(await page.isVisible("#filter")), "nothing that needs a script");
  await shoot(page, "plain");
  await close(page);
});

test("ten thousand cases", async (browser) => {
  (await open(browser, "passed")).context().close(); /* the browser is warm */
  const page = await open(browser, "many");
  const opened = page.opened;
  same(await page.locator(".case").count(), 10000, "cases");
  let start = Date.now();
  await page.fill("#filter input", "revoked");
  await settle(page);
  const searched = Date.now() - start;
  const found = await page.textContent("#shown");
  start = Date.now();
  await page.click("#filter button:text('fail')");
  await settle(page);
  const filtered = Date.now() - start;
  await page.fill("#filter input", "");
  start = Date.now();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".case[open] .ladder svg");
  const drawn = Date.now() - start;
  await shoot(page, "many");
  console.log(`# 10,000 cases: open ${opened} ms, search ${searched} ms, filter ${filtered} ms, ` +
    `first diagram ${drawn} ms (wanted: 1000 ms)`);
  holds(/^\d+ of 10000 cases$/.test(found), found);
  for (const ms of [opened, searched, filtered, drawn]) holds(ms < LIMIT_MS, `${ms} ms`);
  await close(page);
});

/*
 * A file for fontconfig with no other fonts than those of this machine that
 * have the word in their family's name; null if there are none, since a browser
 * without any font does not start.
 */
function fontsOf(word) {
  const found = spawnSync("fc-list", [":", "file", "family"], { encoding: "utf8" });
  const files = (found.stdout || "").split("\n")
    .map((line) => line.split(": ")).filter(([, family]) => family && family.includes(word)).map(([file]) => file);
  if (!files.length) return null;
  const fonts = `${folder}/fonts-${word}`;
  if (fs.existsSync(fonts)) return `${fonts}.conf`;
  fs.mkdirSync(fonts);
  files.forEach((file, i) => fs.symlinkSync(file, `${fonts}/${i}${path.extname(file)}`));
  fs.writeFileSync(`${fonts}.conf`, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">' +
    `<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`);
  return `${fonts}.conf`;
}

function launch({ family, args = [] } = {}) {
  const isRoot = process.getuid && process.getuid() === 0;
  const fonts = family && fontsOf(family);
  return chromium.launch({ executablePath: process.env.BROWSER, timeout: PATIENCE_MS,
    env: fonts ? { ...process.env, FONTCONFIG_FILE: fonts } : process.env,
    args: isRoot ? [...args, "--no-sandbox"] : args });
}

(async () => {
  const browser = await launch();
  let number = 0, failures = 0;
  for (const { name, run } of tests.filter((t) => t.name.includes(words))) {
    number++;
    try {
      await run(browser);
      console.log(`ok ${number} - ${name}`);
    } catch (error) {
      failures++;
      console.log(`not ok ${number} - ${name}`);
      console.log(String(error.stack).replace(/^/gm, "# "));
    }
  }
  console.log(`1..${number}`);
  await browser.close();
  process.exitCode = failures ? 1 : 0;
})();
