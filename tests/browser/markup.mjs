// Every page a journey was sent, as the server wrote it, held to the HTML standard by the Nu HTML
// checker.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const JAR = String(createRequire(import.meta.url)("vnu-jar"));
const MOST_AT_ONCE = 100;

export class Markup {
  constructor(folder) {
    this.folder = path.join(folder, "pages");
    this.pages = new Map();
    mkdirSync(this.folder, { recursive: true });
  }

  // Keeps a page under the name by which the journey knows it; the same page is kept once.
  keep(name, html) {
    const digest = createHash("sha256").update(html).digest("hex").slice(0, 16);
    const file = path.join(this.folder, `${digest}.html`);
    if (this.pages.has(file)) return;
    writeFileSync(file, html);
    this.pages.set(file, name);
  }

  // What is wrong with the pages, a line each.
  async wrong() {
    const files = [...this.pages.keys()];
    const told = [];
    for (let at = 0; at < files.length; at += MOST_AT_ONCE) told.push(...(await check(files.slice(at, at + MOST_AT_ONCE))));
    const line = ({ url, lastLine, message, extract }) => {
      const name = this.pages.get(decodeURIComponent(new URL(url).pathname));
      return `${name}, line ${lastLine}: ${message} ${(extract ?? "").trim().replaceAll(/\s+/g, " ")}`;
    };
    return told.map(line);
  }
}

async function check(files) {
  const report = await new Promise((resolve, reject) => {
    const program = ["-Xss4m", "-jar", JAR, "--errors-only", "--exit-zero-always", "--format", "json", ...files];
    execFile("java", program, { maxBuffer: 256 * 1024 * 1024, timeout: 300_000 }, (error, _, said) => (error ? reject(error) : resolve(said)));
  });
  return JSON.parse(report).messages;
}
