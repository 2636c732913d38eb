// Case audits: an auditor declares that they have no conflict, says what they found and hands it in,
// and whom a case identifies is masked until someone says why they need to see it.
import { fillSection } from "./filling.mjs";
import { answerSection, enter, goToFirstProblem, signIn, tabTo } from "./keyboard.mjs";
import { must } from "./visit.mjs";

export const cases = [
  ["scripts off: an auditor completes and submits a case audit", false, completes],
  ["keyboard only: an auditor completes and submits a case audit", true, completesByKeyboard],
  ["scripts off: the host says why before they see whom a case identifies", false, asksWho],
];

// The sections whose tables an audit hardly does without, and the table of each.
const TABLES = { F: "KF", X: "KX" };

async function completes(visit) {
  const { page } = visit;
  await visit.signIn("second.auditor@ostrelby.example");
  await page.locator("main a[href$='/conflict']").first().click();
  await page.getByLabel("No, I have none").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/returns\/[0-9a-f]{32}$/);
  const list = page.url();
  for (const section of await sections(page)) {
    await page.goto(`${list}/sections/${section}`);
    if (section in TABLES) await page.locator(`button[name=_add][value=${TABLES[section]}]`).click();
    await fillSection(page, "evident");
  }
  await page.goto(`${list}/check`);
  await visit.look("check your answers");
  await page.locator("form[action$='/submit'] button").click();
  await page.waitForURL("**/receipt");
  await visit.look("receipt");
  await page.goto(list);
  await visit.look("task list of what is in");
}

async function completesByKeyboard(visit) {
  const { page } = visit;
  await signIn(visit, "auditor@ostrelby.example");

  await enter(page, "main a[href$='/conflict']");
  await enter(page, "main form button");
  await goToFirstProblem(page, "input[name=conflict]");
  await page.keyboard.press("Space");
  await enter(page, "main form button");
  const list = page.url();
  const all = await sections(page);
  for (const section of all) {
    if (page.url() === list) await enter(page, `main a[href$='/sections/${section}']`);
    must(page.url().includes(`/sections/${section}`), `section ${section} follows, not ${page.url()}`);
    if (section === all[0]) await mistakesADay(page);
    if (section in TABLES) await addsARow(page, TABLES[section]);
    await answerSection(page);
  }
  await page.goto(`${list}/check`);
  await visit.look("check your answers");
  await enter(page, "form[action$='/submit'] button");
  must(page.url().endsWith("/receipt"), `the receipt follows, not ${page.url()}`);
  await visit.look("receipt");
}

async function mistakesADay(page) {
  await tabTo(page, "[name=KH1-day]");
  await page.keyboard.type("99");
  await enter(page, "main button[value=next]:not([tabindex='-1'])");
  await goToFirstProblem(page, "[name=KH1-day]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");
}

async function addsARow(page, table) {
  await enter(page, `button[name=_add][value=${table}]`);
  must(await page.evaluate(() => document.activeElement.matches(".govuk-summary-card__title")), "focus is on the new row");
}

function sections(page) {
  return page.locator("main a[href*='/sections/']").evaluateAll((links) => links.map((link) => link.getAttribute("href").split("/").at(-1)));
}

async function asksWho(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await page.getByRole("link", { name: /^Neglect/ }).click();
  await page.locator("a.app-reference").first().click();
  await page.locator("main a[href$='/answers']").first().click();
  must(!(await page.locator("main").innerText()).includes("Fernhollow"), "the child is not named");
  await page.getByLabel("The child may not be safe now").check();
  await page.getByRole("button", { name: "Show identifying details" }).click();
  await page.waitForLoadState();
  must((await page.locator("main").innerText()).includes("Wren Fernhollow"), "the child is named to who said why");
  await visit.look("answers that identify");
}
