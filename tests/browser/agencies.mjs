// Journeys of those who answer for an agency with services, and of the manager who reads them.
import { must } from "./visit.mjs";

export const agencies = [
  ["scripts off: an agency's lead sees what her services said", false, leadSees],
  ["scripts on: a service's author sees her own return", true, authorFills],
  ["scripts on: the manager reads agencies with their services", true, managerReadsAgencies],
];

async function leadSees(visit) {
  const { page } = visit;
  await visit.signIn("lead@childrens-services.example");
  await visit.look("home");
  must((await page.locator("main h3").count()) < 4, "services are told with their agency");
  await page.locator("main .govuk-button[href^='/returns/']").first().click();
  await visit.look("task list");
  const list = page.url();
  must((await page.locator("main").innerText()).includes("6 of 10 services submitted"), "how many services have submitted");
  for (const section of ["S1", "S8", "P"]) {
    await page.goto(`${list}/sections/${section}`);
    await visit.look(`section ${section}`);
  }
  await page.getByRole("button", { name: "Start a row for each action of your last return" }).click();
  await page.waitForLoadState();
  await visit.look("section P begun");
  await page.goto(`${list}/check`);
  await visit.look("check your answers");
  await page.goto(`${list}/services`);
  await visit.look("services");
  await page.emulateMedia({ media: "print" });
  await visit.look("services on paper");
  await page.emulateMedia({ media: "screen" });
  await visit.open("/home");
  await page.locator("main a[href$='/feedback']").first().click();
  await visit.look("feedback");
}

async function authorFills(visit) {
  const { page } = visit;
  await visit.signIn("author@early-help-hubs.example");
  await page.locator("main .govuk-button[href^='/returns/']").first().click();
  await visit.look("task list");
  must(!(await page.locator("main").innerText()).includes("Your services"), "nothing lies below a service");
  await page.goto(`${page.url()}/sections/S9`);
  await visit.look("section S9");
}

async function managerReadsAgencies(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await page.getByRole("link", { name: /Section 11/ }).first().click();
  await visit.look("campaign");
  const campaign = page.url();
  await page.getByLabel("Agency with its services").selectOption({ label: "Ostrelby Children's Services" });
  await page.getByRole("button", { name: "Apply filter" }).click();
  await page.waitForLoadState();
  await visit.look("campaign of one agency");
  await page.goto(`${campaign}?state=submitted`);
  await page.locator("main a[href$='/scores']").first().click();
  await visit.look("scores");
}
