// Records of processing: who saw a child, a copy of everything, and erasing by two people.
import { must } from "./visit.mjs";

export const records = [
  ["scripts off: the data protection officer looks up a case, copies it and proposes to erase", false, officer],
  ["scripts on: the administrator decides what was proposed", true, decides],
];

async function officer(visit) {
  const { page } = visit;
  await visit.signIn("data.protection@ostrelby.example");
  await visit.look("records, empty");
  await page.getByLabel("Reference of a case").fill(`${quarter()}-99`);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("Nothing has the reference").waitFor();
  await visit.look("records, nothing found");
  await page.getByLabel("Reference of a case").fill(`${quarter()}-01`);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("heading", { name: "Who saw it" }).waitFor();
  must(!(await page.locator("main").innerText()).includes("Fernhollow"), "records name nobody");
  await visit.look("records of a case");
  await visit.lookInHighContrast("records of a case");
  await page.getByRole("link", { name: "Take out a copy" }).click();
  await page.waitForURL("**/records/copy**");
  must((await page.locator("main").innerText()).includes("Fernhollow"), "the copy is whole");
  await visit.look("copy of everything");
  await visit.open("/erasures");
  await visit.look("erasing, nothing proposed");
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("erasing, refused");
  await page.getByLabel("Reference of a case").fill(`${quarter()}-06`);
  await page.getByLabel("Everything").check();
  await page.getByLabel("It was entered by mistake").check();
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await page.waitForURL("**/erasures/*");
  await visit.look("proposed");
  await visit.open("/erasures");
  await page.getByRole("button", { name: "Hold this form" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("hold refused");
  await page.getByLabel("Form", { exact: true }).selectOption({ index: 1 });
  await page.getByLabel("Why it is held").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Hold this form" }).click();
  await page.getByText("The form is held").waitFor();
  await visit.look("erasing, a form held");
  await page.getByRole("button", { name: /^Lift the hold/ }).click();
  await page.getByText("The hold was lifted").waitFor();
}

// What the references of the demo's round begin with: it opened 23 days ago.
function quarter() {
  const opened = new Date(Date.now() - 23 * 24 * 60 * 60 * 1000);
  return `NEG-${String(opened.getFullYear()).slice(2)}Q${Math.floor(opened.getMonth() / 3) + 1}`;
}

async function decides(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await page.getByRole("link", { name: "Erasing" }).click();
  await visit.look("erasing");
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL("**/erasures/*");
  await visit.look("to decide");
  await page.getByRole("button", { name: "Approve and erase" }).click();
  await page.getByText("It is destroyed").waitFor();
  await visit.look("report");
}
