// States that a journey in which all goes well never meets: problems, a conflict, rows, opened
// help, a partnership's own questions.
import { must } from "./visit.mjs";

export const states = [
  ["scripts on: problems, a conflict, rows and opened help", true, meetsTrouble],
  ["scripts on: the administrator adds a local question", true, addsLocalQuestion],
];

async function meetsTrouble(visit) {
  const { page } = visit;
  await visit.signIn("lead@quillmere.example");
  await page.locator("main a[href^='/returns/']").first().click();
  await visit.look("task list begun");
  const list = page.url();

  await page.goto(`${list}/sections/B`);
  await page.locator("[name=B1]").fill("a dozen");
  await saveHere(page);
  await page.getByRole("alert").waitFor();
  await visit.look("section with problems");

  await page.goto(`${list}/sections/C`);
  await page.getByText("Help with this question").first().click();
  await page.getByText("Evidence for C1").click();
  await visit.look("opened help");

  await disagree(visit, `${list}/sections/C`);
  await visit.look("conflict");

  await page.goto(`${list}/sections/H`);
  await page.locator("input[name=H1][value='3']").check();
  await saveHere(page);
  await page.goto(`${list}/sections/S`);
  await page.getByRole("button", { name: "for each low rating" }).click();
  await page.waitForURL("**/sections/S?rows=S4**");
  must((await page.locator("input[name^='S4:'][name$='.question']").count()) > 0, "a low rating starts an action");
  await visit.look("action plan");
  await page.goto(`${list}/check`);
  await visit.look("check with things to do");
}

// Two tabs of one person change the same answer.
async function disagree(visit, section) {
  const { page, context } = visit;
  await page.goto(section);
  const other = await context.newPage();
  await other.goto(section);
  const [first, second] = await page.locator("input[name=C1]:not(:checked)").evaluateAll((radios) => radios.map((radio) => radio.value));
  await other.locator(`input[name=C1][value="${first}"]`).check();
  await saveHere(other);
  await other.close();
  await page.locator(`input[name=C1][value="${second}"]`).check();
  await saveHere(page);
  await page.getByText("Someone else changed this answer").first().waitFor();
}

async function saveHere(page) {
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Save and stay here" }).click();
  await loaded;
}

async function addsLocalQuestion(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await visit.open("/forms/school-175-157/local-questions");
  await visit.look("local questions none");
  const add = page.getByRole("button", { name: "Add and publish" });
  await add.click();
  await page.getByRole("alert").waitFor();
  await visit.look("local questions with errors");
  await page.locator("[name=label]").fill("Have you taken part in the partnership’s audit of supervision this year?");
  await page.getByRole("radio", { name: "Yes or no" }).check();
  await add.click();
  await page.locator(".local-question").first().waitFor();
  must((await page.locator(".local-question").count()) === 1, "the question is listed");
  await visit.look("local questions");
}
