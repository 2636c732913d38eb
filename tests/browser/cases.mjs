// A round of case audits: the host looks at the cohort, an auditor declares first, and whom a case
// identifies is masked until someone says why they need to see it.
import { must } from "./visit.mjs";

export const cases = [
  ["scripts off: the host looks at a round, its cases and who may not see them", false, hosts],
  ["scripts on: an auditor declares that they have no conflict and begins", true, audits],
];

async function hosts(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await page.getByRole("link", { name: /^Neglect/ }).click();
  await page.waitForURL("**/cases");
  await visit.look("round");
  const round = page.url();
  await page.goto(`${round}/new`);
  await page.getByRole("button", { name: "Add case" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("case refused");
  await page.goto(round.replace("/cases", "/timetable"));
  await visit.look("timetable");
  await page.goto(round);
  await page.locator("a.app-reference").nth(3).click();
  await visit.look("case");
  const one = page.url();
  for (const part of ["agencies", "blocks"]) {
    await page.goto(`${one}/${part}`);
    await visit.look(part);
  }
  await page.goto(round);
  await page.locator("a.app-reference").first().click();
  await page.locator("main a[href$='/answers']").first().click();
  await visit.look("answers masked");
  must(!(await page.locator("main").innerText()).includes("Fernhollow"), "the child is not named");
  await page.getByLabel("The child may not be safe now").check();
  await page.getByRole("button", { name: "Show identifying details" }).click();
  await page.waitForLoadState();
  must((await page.locator("main").innerText()).includes("Wren Fernhollow"), "the child is named to who said why");
}

async function audits(visit) {
  const { page } = visit;
  await visit.signIn("auditor@ostrelby.example");
  await visit.look("home");
  await page.locator("main a[href$='/conflict']").first().click();
  await page.waitForURL("**/conflict");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("conflict not said");
  await page.getByLabel("No, I have none").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/returns\/[0-9a-f]{32}$/);
  await visit.look("task list");
  await page.goto(`${page.url()}/sections/H`);
  await visit.look("section H");
}
