// One person's visit: a browser context, and the checks that hold on every page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// The zoom is a desk's window at 400 % (WCAG 1.4.10).
const WIDTHS = { phone: { width: 375, height: 812 }, "400 % zoom": { width: 320, height: 256 }, desk: { width: 1280, height: 900 } };
// Pictures are cut off here: a browser takes none of a page of any length.
const TALLEST = 12_000;

export class Visit {
  static async begin(browser, url, { name, scripts, shots, markup, data }) {
    const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: WIDTHS.desk, locale: "en-GB" });
    const visit = new Visit();
    Object.assign(visit, { context, url, name, scripts, shots, markup, data, wrong: [], seen: 0, islands: 0 });
    visit.page = await context.newPage();
    visit.page.setDefaultTimeout(15_000);
    visit.page.on("response", (response) => {
      const isPage = response.request().resourceType() === "document" && (response.headers()["content-type"] ?? "").startsWith("text/html");
      if (isPage) visit.sent = response.text().catch(() => null);
    });
    visit.page.on("console", (message) => {
      // A page that says no (404, 409, 422) is an answer, not a fault of the page.
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) visit.wrong.push(`console: ${message.text()} at ${visit.page.url()}`);
    });
    visit.page.on("pageerror", (error) => visit.wrong.push(`page error: ${error} at ${visit.page.url()}`));
    return visit;
  }

  async open(where) {
    await this.page.goto(this.url + where, { waitUntil: "load" });
  }

  async signIn(email) {
    await this.open("/sign-in");
    await this.page.getByLabel("Email address").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill("demo-fourlens-2026");
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.waitForLoadState();
    must(!this.page.url().includes("/sign-in"), `${email} is signed in, at ${this.page.url()}`);
  }

  // Checks the page as it stands: nothing is too wide, and axe finds nothing on a phone and at
  // 400 % zoom.
  async examine(name) {
    const html = await this.sent;
    if (html) this.markup.keep(`${this.name}: ${name}`, html);
    for (const [width, size] of Object.entries(WIDTHS)) {
      await this.page.setViewportSize(size);
      await this.fits(name, width);
      if (width !== "desk") await this.axe(`${name} at ${width} width`);
    }
    this.seen += 1;
  }

  // The same, photographed at phone and desk, with axe at the desk too.
  async look(name) {
    for (const width of ["phone", "desk"]) {
      await this.page.setViewportSize(WIDTHS[width]);
      await this.photograph(`${name}-${width}`);
    }
    await this.examine(name);
    await this.axe(`${name} at a desk`);
  }

  // The same in high contrast, at 400 % zoom and on a phone, where it is photographed.
  async lookInHighContrast(name) {
    await this.page.emulateMedia({ forcedColors: "active", contrast: "more" });
    for (const width of ["400 % zoom", "phone"]) {
      await this.page.setViewportSize(WIDTHS[width]);
      await this.fits(`${name} in high contrast`, width);
      await this.axe(`${name} in high contrast at ${width} width`);
    }
    await this.photograph(`${name}-high-contrast`);
    await this.page.emulateMedia({ forcedColors: "none", contrast: "no-preference" });
    await this.page.setViewportSize(WIDTHS.desk);
  }

  // Nothing scrolls sideways; if it does, what reaches furthest is told.
  async fits(name, width) {
    const [wide, element] = await this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [0];
      const reach = (element) => element.getBoundingClientRect().right;
      const all = [...document.body.querySelectorAll("*")].sort((one, other) => reach(other) - reach(one));
      return [scrollWidth - clientWidth, all.at(0).outerHTML.slice(0, 200)];
    });
    if (wide > 0) this.wrong.push(`${name}: the page is ${wide} px wider than a ${width}: ${element}`);
  }

  // A word of every page that comes while `act` acts is a longer one, as if the demonstration had
  // longer names.
  async withLongWord(word, longer, act) {
    const lengthen = async (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      const body = (await response.text()).replaceAll(word, longer);
      await route.fulfill({ response, body });
    };
    await this.page.route("**", lengthen);
    await act();
    await this.page.unroute("**", lengthen);
  }

  async photograph(name) {
    // A window as tall as the page: what keeps to the window's edge covers nothing in the picture.
    const { width, height } = this.page.viewportSize();
    const whole = await this.page.evaluate(() => document.documentElement.scrollHeight);
    await this.page.setViewportSize({ width, height: Math.min(Math.max(height, whole), TALLEST) });
    const file = `${this.name}-${name}`.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase();
    await this.page.screenshot({ path: path.join(this.shots, `${file}.png`) });
    await this.page.setViewportSize({ width, height });
  }

  // axe needs timers, which a page with scripts off has not: such a page is opened once more with
  // scripts on and the same cookies, and looked at there.
  async axe(where) {
    const page = this.scripts ? this.page : await this.mirrored();
    await page.evaluate(AXE);
    const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      const nodes = violation.nodes.slice(0, 3).map((node) => node.html).join(" | ");
      this.wrong.push(`axe: ${where}: ${violation.id}: ${violation.help}: ${nodes}`);
    }
  }

  async mirrored() {
    this.mirror ??= await this.context.browser().newContext({ locale: "en-GB" });
    await this.mirror.addCookies(await this.context.cookies());
    const page = this.mirror.pages()[0] ?? (await this.mirror.newPage());
    await page.setViewportSize(this.page.viewportSize());
    await page.goto(this.page.url());
    return page;
  }

  // Every island on the page has come to life.
  async islandsLive() {
    await this.page.waitForFunction(() => {
      const islands = [...document.querySelectorAll("leptos-island")];
      return islands.length > 0 && islands.every((island) => island.$$hydrated || island.dataset.live === "true" || island.querySelector("[data-live=true]"));
    });
    this.islands += 1;
  }

  finish() {
    if (this.wrong.length > 0) throw new Error(this.wrong.join("\n"));
    must(this.seen > 0, "the journey looked at pages");
  }

  async end() {
    await this.mirror?.close();
    await this.context.close();
  }
}

export function must(holds, what) {
  if (!holds) throw new Error(`it must hold: ${what}`);
}
