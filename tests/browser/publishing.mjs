// From a definition to an open campaign: problems told, a preview tried, a version published, a
// campaign opened and found by a head.
import { readFileSync } from "node:fs";
import path from "node:path";
import { must } from "./visit.mjs";

export const publishing = [
  ["scripts off: the administrator publishes a form and opens a campaign", false, publishes],
  ["scripts on: the author tries a preview as several roles", true, previews],
  ["scripts on: every kind of question, at first and refused", true, everyKind],
];

const SOUND = readFileSync(path.join(import.meta.dirname, "../it/definitions/sound.yaml"), "utf8")
  .replace('title: "Sound"', 'title: "Winter safety check"');

const EVERY_KIND = readFileSync(path.join(import.meta.dirname, "../../forms/src/tests/every_kind.yaml"), "utf8");

async function publishes(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await visit.look("forms");
  await page.getByRole("button", { name: "Upload a definition" }).click();
  await page.getByRole("button", { name: "Upload and check" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("upload with nothing");
  const broken = SOUND.replace("- yes_no:", "- yesno:").replace("- choice:", "- choise:");
  await upload(page, broken);
  await page.getByText("Line 35, column 9").waitFor();
  await visit.look("definition with problems");
  await page.getByText("Change the text on this page").click();
  await page.getByLabel("The text of the definition").fill(SOUND);
  await page.getByRole("button", { name: "Save and check" }).click();
  await page.getByText("Ready to publish").waitFor();
  await visit.look("sound definition");
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("version 1 is published").waitFor();
  await page.goto(`${visit.url}/forms/upload`);
  await upload(page, SOUND.replace("Which?", "Which one?").replace("value: a,", "value: c,"));
  await page.getByText("Against version 1").waitFor();
  await visit.look("definition that changes a version");
  await visit.open("/forms");
  await visit.look("forms with a draft");
  await opens(visit);
}

async function opens(visit) {
  const { page } = visit;
  await page.getByRole("link", { name: "Open a campaign of Winter safety check" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("campaign details with errors");
  await page.locator("[name=title]").fill("Winter safety check 2026");
  const today = new Date();
  for (const [name, day] of [["opens", today], ["closes", new Date(today.getTime() + 40 * 86_400_000)]]) {
    const parts = [["day", day.getDate()], ["month", day.getMonth() + 1], ["year", day.getFullYear()]];
    for (const [part, value] of parts) await page.locator(`[name=${name}-${part}]`).fill(`${value}`);
  }
  await page.getByRole("radio", { name: "Only those of the phases" }).check();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Check and open the campaign" }).waitFor();
  await visit.look("campaign to confirm");
  await page.getByRole("button", { name: "Open the campaign" }).click();
  await page.getByRole("heading", { name: "Campaign opened" }).waitFor();
  await visit.look("campaign opened");
}

async function upload(page, text) {
  const file = { name: "winter-safety.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Upload and check" }).click();
  await page.waitForURL("**/forms/drafts/*");
}

async function previews(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await visit.open("/forms/school-175-157/preview");
  await visit.look("preview of a section");
  await show(page, { part: "C. Governance and leadership" });
  await page.locator("input[name=C1]").first().check();
  await page.getByRole("button", { name: "Check and stay here" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("preview with problems");
  await show(page, { part: "Q3. Sixth form and college (not asked so far)" });
  await page.getByText("this section is not asked").waitFor();
  await visit.look("preview of a section not asked");
  await show(page, { part: "Check your answers" });
  await visit.look("preview of the check");
  await show(page, { part: "Copy to print" });
  await visit.look("preview of the copy");
  await show(page, { role: "Quality assurance manager" });
  await visit.look("preview for who reads");
  await show(page, { role: "Administrator" });
  must(await page.getByText("This role sees no answers of this form").isVisible(), "some see nothing");
  await visit.look("preview for who sees nothing");
}

async function everyKind(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await visit.open("/forms/upload");
  await upload(page, EVERY_KIND);
  await page.goto(`${page.url()}/preview`);
  await visit.look("every kind");
  await visit.lookInHighContrast("every kind");
  const wrong = { number: "a dozen", percent: "200", money: "much", "date-day": "40", "month-month": "13", time: "25:99" };
  for (const [name, typed] of Object.entries(wrong)) await page.locator(`[name="${name}"]`).fill(typed);
  await page.getByRole("button", { name: "Check and stay here" }).click();
  await page.getByRole("alert").waitFor();
  must((await page.getByRole("alert").getByRole("link").count()) >= 6, "each of them is told");
  await visit.look("every kind refused");
  await visit.lookInHighContrast("every kind refused");
  await show(page, { part: "Copy to print" });
  await visit.look("every kind printed");
}

async function show(page, { role, part }) {
  if (role) await page.getByLabel("Seen by").selectOption({ label: role });
  if (part) await page.getByLabel("Part of the form").selectOption({ label: part });
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForLoadState();
}
