// The pages of the Section 11 self-assessment and of the case audit, each in four states: before
// anything is said, with problems, with long words and names, and in high contrast.
//
// A part is who looks, the links by which they get there, and the pages below: each with its name,
// where it lies, what is done wrongly there, and what is done at length.
import { lengthen, LONG_STORY, LONG_WORD, spoil } from "./filling.mjs";
import { must } from "./visit.mjs";

const AGENCY = {
  who: "lead@ostrelby-care-board.example",
  by: ["main a.govuk-button[href^='/returns/']"],
  pages: [
    ["home", "/home"],
    ["task list", "."],
    ["section A", "./sections/A", spoil, lengthen],
    ["section S6", "./sections/S6", spoil, lengthen],
    ["evidence", "./evidence/S11-6.1.evidence", press("Add files"), addLongFile],
    ["section P", "./sections/P", spoil, lengthen],
    ["section ACT", "./sections/ACT", spoil, lengthen],
    ["section Z", "./sections/Z", spoil, lengthen],
    ["services", "./services"],
    ["print", "./print"],
    ["check", "./check"],
  ],
};

const SCORED = {
  who: "lead@childrens-services.example",
  by: ["main a[href$='/receipt']"],
  pages: [
    ["receipt", "./receipt"],
    ["feedback", "./feedback"],
    ["services that answered", "./services"],
  ],
};

const AUDIT = {
  who: "auditor@ostrelby.example",
  by: ["main a.govuk-button:has-text('Start')"],
  pages: [
    ["home", "/home"],
    ["conflict", "./conflict", press("Continue"), tell({ reason: LONG_STORY }, "Continue")],
    ["task list", "."],
    ["section H", "./sections/H", spoil, lengthen],
    ["section F", "./sections/F", spoil, lengthen],
    ["section KV", "./sections/KV", null, lengthen],
    ["section G", "./sections/G", null, lengthen],
    ["section X", "./sections/X", spoil, lengthen],
    ["print", "./print"],
    ["check", "./check"],
  ],
};

const ROUND = {
  who: "quality@ostrelby.example",
  by: ["main a:has-text('Neglect')"],
  pages: [
    ["new round", "/rounds/new", press("Open the round"), tell({ title: LONG_WORD, theme: LONG_WORD }, "Open the round")],
    ["round", "./cases"],
    ["new case", "./cases/new", press("Add case"), tell({ reference: LONG_WORD }, "Add case")],
    ["timetable", "./timetable", tell({ "audit-day": LONG_WORD }, "Save timetable")],
  ],
};

const CASE = {
  who: "quality@ostrelby.example",
  by: ["main a:has-text('Neglect')", "a.app-reference >> nth=3"],
  pages: [
    ["case", ".", press("Name auditor")],
    ["agencies asked", "./agencies"],
    ["block list", "./blocks", press("Block this person"), tell({ reason: LONG_STORY }, "Block this person")],
  ],
};

const ANSWERS = {
  who: "quality@ostrelby.example",
  by: ["main a:has-text('Neglect')", "a.app-reference", "main a[href$='/answers']"],
  pages: [["answers", "./answers", press("Show identifying details"), showIdentity]],
};

const MODERATION = {
  who: "quality@ostrelby.example",
  by: ["main a:has-text('Section 11')", "main a[href*='state=submitted']", "main a[href$='/scores']"],
  pages: [
    ["scores", "./scores"],
    ["moderation", "./moderation"],
    ["moderation of a section", "./moderation/S1", disagree(""), disagree(LONG_STORY.slice(0, 2000))],
    ["moderation begun", "./moderation"],
  ],
};

const KEPT = {
  who: "administrator@ostrelby.example",
  by: [],
  pages: [
    ["forms", "/forms"],
    ["priorities", "/priorities", press("Add priority"), tell({ title: LONG_WORD.slice(0, 80), "first_day-day": "2", "first_day-month": "2", "first_day-year": "2027" }, "Add priority")],
    ["settings of Section 11", "/forms/section-11/settings", tell({ months: LONG_WORD }, "Save and publish")],
    ["settings of case audits", "/forms/kloe-audit/settings"],
  ],
};

const parts = {
  "an agency's return": AGENCY,
  "what an agency gets back": SCORED,
  "a case audit": AUDIT,
  "a round": ROUND,
  "a case": CASE,
  "answers that identify": ANSWERS,
  moderation: MODERATION,
  "what is kept of a form": KEPT,
};

export const pages = Object.entries(parts).map(([name, part]) => [`four states: ${name}`, true, (visit) => walk(visit, part)]);

async function walk(visit, { who, by, pages }) {
  const { page } = visit;
  await visit.signIn(who);
  for (const link of by) await leaving(page, () => page.locator(link).first().click());
  const below = page.url().replace(/\/(cases|receipt|scores|answers)$/, "");
  for (const [name, where, wrong, atLength] of pages) {
    const at = where.startsWith("/") ? visit.url + where : below + where.slice(1);
    await page.goto(at);
    await visit.examine(`${name} at first`);
    if (wrong) {
      await wrong(page);
      must((await page.title()).startsWith("Error: "), `the title of ${name} says that something is wrong`);
      must(await page.evaluate(() => document.activeElement.matches(".govuk-error-summary")), `${name} begins with its problems`);
      await visit.examine(`${name} with problems`);
    }
    await visit.withLongWord("Ostrelby", "Llanostrelbygogerychwyrndrobwllllantysilio and Lower Quillmere", async () => {
      await atLength?.(page);
      if (!(await page.content()).includes("Llanostrelby")) await page.goto(at);
    });
    await visit.examine(`${name} at length`);
    await visit.lookInHighContrast(name);
  }
}

async function leaving(page, act) {
  await Promise.all([page.waitForEvent("load"), act()]);
}

function press(name) {
  return (page) => leaving(page, () => page.locator("main").getByRole("button", { name }).first().click());
}

function tell(words, name) {
  return async (page) => {
    for (const [field, word] of Object.entries(words)) await page.locator(`main [name="${field}"]`).fill(word);
    await press(name)(page);
  };
}

async function addLongFile(page) {
  const name = `${LONG_WORD.slice(0, 146)}.pdf`;
  await page.locator("input[type=file]").setInputFiles([{ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") }]);
  await press("Add files")(page);
}

async function showIdentity(page) {
  await page.getByLabel("The child may not be safe now").check();
  await press("Show identifying details")(page);
}

// Rates every question of a section otherwise than its organisation, for this reason.
function disagree(reason) {
  return async (page) => {
    for (const question of await page.locator("main .question-group").all()) {
      await question.getByRole("radio").nth(1).check();
      await question.locator("textarea").fill(reason);
    }
    await leaving(page, () => page.locator("main button[value=stay]").click());
  };
}
