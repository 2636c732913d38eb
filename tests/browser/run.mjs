// The journeys in a real browser: scripts on, scripts off, keyboard only. Every page visited is
// checked with axe at phone and desk width and at 400 % zoom, for console errors and by the Nu HTML
// checker, and photographed.
// Started by `cargo xtask test` with FOURLENS_BIN and CHROMIUM; starts and stops its own server.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { journeys } from "./journeys.mjs";
import { Markup } from "./markup.mjs";
import { startPortal } from "./portal.mjs";
import { Visit } from "./visit.mjs";

const root = path.resolve(import.meta.dirname, "../..");
// With a word, only the journeys whose names have it.
const only = process.argv[2] ?? "";
const binary = process.env.FOURLENS_BIN ?? path.join(root, "target/debug/fourlens");
const shots = path.join(root, "target/screenshots");
const folder = mkdtempSync(path.join(tmpdir(), "fourlens-browser-"));
mkdirSync(shots, { recursive: true });

const markup = new Markup(folder);
const portal = await startPortal(path.resolve(root, binary), folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let passed = 0;
const failures = [];
try {
  for (const [name, scripts, journey] of journeys.filter(([name]) => name.includes(only))) {
    const visit = await Visit.begin(browser, portal.url, { name, scripts, shots, markup, data: portal.data });
    try {
      await journey(visit);
      visit.finish();
      passed += 1;
      console.log(`ok   ${name}`);
    } catch (error) {
      failures.push(name);
      await visit.photograph("failed").catch(() => {});
      console.error(`FAIL ${name}\n${error.stack ?? error}\n`);
    }
    await visit.end();
  }
} finally {
  await browser.close();
  await portal.stop();
  const name = `the Nu HTML checker finds no error on ${markup.pages.size} pages`;
  const wrong = await markup.wrong().catch((error) => [String(error)]);
  if (wrong.length === 0) {
    passed += 1;
    console.log(`ok   ${name}`);
  } else {
    failures.push(name);
    console.error(`FAIL ${name}\n${wrong.join("\n")}\n`);
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failures.length} failed, 0 skipped`);
process.exit(failures.length === 0 ? 0 : 1);
