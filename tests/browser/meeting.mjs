// Grades of a case are locked, shown and talked through: the host goes on without one agency, the
// meeting agrees a grade, the chair reads the report.
import { must } from "./visit.mjs";

export const meeting = [
  ["scripts off: the host locks and shows grades, and the meeting agrees one", false, moderates],
  ["scripts on: the audit chair reads a meeting and the report", true, chairs],
];

async function moderates(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await page.getByRole("link", { name: /^Neglect/ }).click();
  await page.waitForURL("**/cases");
  await page.locator("a.app-reference").nth(1).click();
  await visit.look("grades to lock");
  for (const box of await page.locator("input[name=return]").all()) {
    await box.check();
  }
  await page.getByRole("button", { name: "Lock the selected grades" }).click();
  await page.getByText("The grades were locked").waitFor();
  await page.getByRole("button", { name: "Show grades" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("without one refused");
  await page.getByLabel(/^Go on without/).check();
  await page.getByRole("button", { name: "Show grades" }).click();
  await page.getByText("The grades are shown").waitFor();
  await visit.look("grades shown");
  await page.getByRole("link", { name: "Open the moderation meeting" }).or(page.getByRole("button", { name: "Open the moderation meeting" })).click();
  await visit.look("meeting");
  await page.getByRole("button", { name: "Save the record" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("record refused");
  await page.getByRole("link", { name: "Plan", exact: true }).click();
  await visit.look("side by side");
  await page.getByRole("button", { name: "Save agreed grade" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("agreed grade refused");
  await visit.lookInHighContrast("agreed grade refused");
  await page.getByLabel("Meets Good").check();
  await page.getByLabel("Why?").fill(`All read the plan together. ${"Longwindedness".repeat(20)}`);
  await page.getByRole("button", { name: "Save agreed grade" }).click();
  await page.getByText("The agreed grade was saved").waitFor();
  await visit.look("agreed grade with a long word");
}

async function chairs(visit) {
  const { page } = visit;
  await visit.signIn("chair@ostrelby.example");
  await visit.look("home");
  await page.getByRole("link", { name: /^Case NEG/ }).last().click();
  await page.waitForURL("**/meeting");
  must((await page.locator("main").innerText()).includes("Agreed by the meeting"), "the chair sees what is agreed");
  await page.getByRole("link", { name: "The child and this audit" }).click();
  await page.waitForURL("**/meeting/H");
  must(!(await page.locator("main").innerText()).includes("Fernhollow"), "the child is not named");
  await visit.look("what is not identifying of the child");
  await visit.open("/home");
  await page.getByRole("link", { name: "Multi-agency case audit" }).click();
  await page.waitForURL("**/reports/**");
  await page.getByText("How far each two agencies agree").click();
  await visit.look("report");
  await visit.lookInHighContrast("report");
  await page.getByLabel("What to show").selectOption({ label: "Identification of risk and need" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("heading", { name: "Identification of risk and need" }).waitFor();
}
