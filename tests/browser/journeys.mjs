// The journeys: name, whether scripts run, and what the person does.
import { cases } from "./cases.mjs";
import { closing } from "./closing.mjs";
import { evidence } from "./evidence.mjs";
import { meeting } from "./meeting.mjs";
import { fillSection } from "./filling.mjs";
import { answerSection, enter, signIn, tabTo } from "./keyboard.mjs";
import { pages } from "./pages.mjs";
import { directory } from "./directory.mjs";
import { records } from "./records.mjs";
import { publishing } from "./publishing.mjs";
import { agencies } from "./agencies.mjs";
import { signingIn } from "./signin.mjs";
import { states } from "./states.mjs";
import { must } from "./visit.mjs";

export const journeys = [
  ["scripts off: a head completes and submits the return", false, completesAndSubmits],
  ["scripts on: answers save themselves and questions show and hide", true, livesWhileTyping],
  ["keyboard only: a school's lead signs in and answers a section", true, (visit) => byKeyboard(visit, "lead@quillmere.example", "P")],
  ["keyboard only: an agency's lead signs in and answers a standard", true, (visit) => byKeyboard(visit, "lead@childrens-services.example", "S6")],
  ["scripts on: the manager chases, reads scores and takes the file", true, managerReads],
  ["scripts on: the administrator and the open pages", true, openPages],
  ...cases,
  ...meeting,
  ...closing,
  ...records,
  ...publishing,
  ...directory,
  ...agencies,
  ...states,
  ...evidence,
  ...pages,
  ...signingIn,
];

async function completesAndSubmits(visit) {
  const { page } = visit;
  await visit.signIn("head@umbergarth.example");
  await visit.look("home");
  await page.locator("main a[href^='/returns/']").first().click();
  await visit.look("task list");
  const list = page.url();
  const sections = [];
  // Section A decides which modules follow, so the list is read again after it.
  await page.goto(`${list}/sections/A`);
  await visit.look("section A");
  await fillSection(page, "2");
  await page.goto(list);
  for (const link of await page.locator("main a[href*='/sections/']").all()) sections.push(await link.getAttribute("href"));
  must(sections.length > 15, `${sections.length} sections are asked`);
  for (const section of sections) {
    await page.goto(visit.url + section);
    if (section.endsWith("/S")) await startActions(page);
    await fillSection(page, section.endsWith("/H") ? "3" : "2");
    if (/\/(C|H|S)$/.test(section)) {
      await page.goto(visit.url + section);
      await visit.look(`section ${section.split("/").at(-1)}`);
    }
  }
  await page.goto(`${list}/check`);
  await visit.look("check your answers");
  await page.locator("form[action$='/submit'] button").click();
  await page.waitForLoadState();
  must(page.url().endsWith("/receipt"), `the receipt follows, not ${page.url()}: ${(await page.locator("main").innerText()).slice(0, 600)}`);
  must(/S175-\d\d-/.test(await page.locator("main").innerText()), "the receipt has a reference");
  await visit.look("receipt");
  for (const name of ["feedback", "print"]) {
    await page.goto(`${list}/${name}`);
    await visit.look(name);
  }
  await page.emulateMedia({ media: "print" });
  await visit.look("print on paper");
}

// Section H was rated "Partly in place" throughout: each of its questions starts an action.
async function startActions(page) {
  await page.getByRole("button", { name: "Start an action for each low rating" }).click();
  await page.waitForLoadState();
  const rows = await page.locator("input[name^='S4:'][name$='.question']").count();
  must(rows === 6, `six low ratings start six actions, not ${rows}`);
}

async function livesWhileTyping(visit) {
  const { page } = visit;
  await visit.signIn("head@quillmere.example");
  await page.locator("main a[href^='/returns/']").first().click();
  const list = page.url();
  await page.goto(`${list}/sections/L`);
  await page.waitForSelector("leptos-island", { state: "attached" });
  const reason = page.locator("[data-question='L4.na_reason']");
  must(await reason.isHidden(), "the reason is hidden at first");
  await page.waitForTimeout(0);
  const na = page.locator("input[name='L4'][value='na']");
  await page.waitForLoadState("networkidle");
  await na.check();
  await reason.waitFor({ state: "visible" });
  await page.getByText(/Saved at \d\d:\d\d/).waitFor();
  await visit.look("section L live");
  await page.locator("input[name='L4'][value='2']").check();
  await reason.waitFor({ state: "hidden" });
  await page.getByText(/Saved at \d\d:\d\d/).waitFor();
  await page.waitForLoadState("networkidle");
  await page.reload();
  must(await page.locator("input[name='L4'][value='2']").isChecked(), "what was saved is there after a reload");
}

async function byKeyboard(visit, email, section) {
  const { page } = visit;
  await signIn(visit, email);
  await visit.look("home");
  await enter(page, "main a.govuk-button[href^='/returns/']");
  const list = page.url();
  await enter(page, `main a[href$='/sections/${section}']`);
  const first = page.locator("main form input[type=radio]").first();
  await tabTo(page, `[name="${await first.getAttribute("name")}"]`);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  must(!(await first.isChecked()), "an arrow moves to the next rating");
  await answerSection(page);
  must(page.url() !== list, "the next section follows");
  await page.goto(list);
  must(/Complete/.test(await page.locator("li", { has: page.locator(`a[href$='/sections/${section}']`) }).innerText()), "the section is complete");
}

async function managerReads(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await visit.look("campaigns");
  await page.getByRole("link", { name: /School return/ }).first().click();
  await visit.look("campaign");
  const campaign = page.url();
  await page.goto(`${campaign}?phase=primary&state=submitted`);
  await visit.look("campaign filtered");
  await page.goto(`${campaign}?name=zzzz`);
  await visit.look("campaign nothing found");
  await page.goto(`${campaign}?state=submitted`);
  await page.locator("main a[href$='/scores']").first().click();
  await visit.look("scores");
  await page.locator("main a[href$='/answers']").click();
  await page.waitForURL("**/answers");
  await visit.look("answers");
  await page.goBack();
  const file = await page.request.get(`${campaign.split("?")[0]}/scores.csv`);
  must(file.ok() && (await file.text()).startsWith("urn,organisation"), "the scores file has a head");
}

async function openPages(visit) {
  const { page } = visit;
  for (const where of ["/", "/sign-in", "/accessibility", "/cookies", "/privacy", "/privacy/school-175-157", "/nowhere"]) {
    await visit.open(where);
    await visit.look(where === "/" ? "start" : where);
  }
  await visit.open("/sign-in");
  await page.getByLabel("Email address").fill("nobody@ostrelby.example");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("sign in refused");
  await visit.signIn("administrator@ostrelby.example");
  await visit.look("forms");
}
