/* SPDX-License-Identifier: Apache-2.0 */
/*
 * usage: node grow.js RECORDING COUNT >NEW A recording of COUNT cases, built
 * from the cases of another one, without the events that no page shows.
 */
"use strict";
const fs = require("fs");

const [recording, count] = process.argv.slice(2);
const planned = [], events = [], out = fs.openSync("/dev/stdout", "w");
let head, tail;
for (const line of fs.readFileSync(recording, "utf8").split("\n").filter(Boolean)) {
  const event = JSON.parse(line);
  if (event.event === "run-started") head = event;
  else if (event.event === "run-ended") tail = event;
  else if (event.event === "case-planned") planned.push(event);
  else if (!/^(proof|quiet|notice)$/.test(event.event) && event.number !== 0)
    (events[event.case] ||= []).push(line);
}

/* Copies of a case stand together, as its phase does. */
const copies = [];
planned.forEach((test, i) => {
  const end = Math.floor(count * (i + 1) / planned.length);
  for (let n = 0; copies.length < end; n++) copies.push({ test, n });
});

function write(lines) {
  fs.writeSync(out, lines.join("\n") + "\n");
}

head.cases = copies.length;
tail.counts = {};
const verdicts = ["pass", "fail", "inconclusive", "error", "skipped", "aborted", "expected failure"];
for (const verdict of verdicts) tail.counts[verdict] = 0;
write([JSON.stringify(head)]);
write(copies.map((c, i) => JSON.stringify({ ...c.test, case: i, name: c.n ? `${c.test.name}-${c.n}` : c.test.name })));
copies.forEach((c, i) => {
  write(events[c.test.case].map((line) => line.replace(/"case":\d+/, `"case":${i}`)));
  tail.counts[JSON.parse(events[c.test.case].at(-1)).verdict]++;
});
write([JSON.stringify(tail)]);
