// Evidence in files: added, refused, used twice, taken away, and read on every page that names them.
import { must } from "./visit.mjs";

export const evidence = [
  ["scripts on: a lead adds files, uses one twice and takes one away", true, addsFiles],
  ["scripts on: typing beside a file keeps it", true, keepsFiles],
];

const pdf = (name, words) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`) });

async function addsFiles(visit) {
  const { page } = visit;
  const list = await openReturn(visit);
  await page.goto(`${list}/sections/D`);
  await page.locator("[name='D1.how']").fill("Everyone reads it in September");
  await openFiles(page, "D1.evidence");
  await visit.look("evidence without files");

  const nothing = page.locator("main form[enctype] button");
  await nothing.click();
  await page.getByRole("alert").waitFor();
  await page.locator("input[type=file]").setInputFiles([pdf("Child protection policy.pdf", "policy"), { name: "setup.pdf.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") }]);
  await page.getByRole("button", { name: "Add files" }).click();
  await page.getByRole("alert").waitFor();
  must((await page.locator(".evidence-list__item").count()) === 1, "the good file is added");
  await visit.look("evidence with a problem");

  await page.locator("input[type=file]").setInputFiles([pdf("Staff training record for the autumn term of the school year 2026 to 2027, all staff and volunteers.pdf", "training")]);
  await page.getByRole("button", { name: "Add files" }).click();
  await page.getByText("The files were added").waitFor();
  await visit.look("evidence with files");
  await page.getByRole("link", { name: "Back to the question" }).click();
  must(page.url().endsWith("/sections/D#q-D1.evidence"), page.url());
  must((await page.locator("[name='D1.how']").inputValue()) === "Everyone reads it in September", "what was typed is kept");
  await visit.look("section with files");

  await openFiles(page, "D2.evidence");
  await page.getByLabel("Child protection policy.pdf").check();
  await visit.look("evidence to use again");
  await page.getByRole("button", { name: "Use these files here too" }).click();
  await page.getByRole("link", { name: "Child protection policy.pdf" }).waitFor();
  await page.getByRole("button", { name: "Remove Child protection policy.pdf" }).click();
  await page.getByText("The file was removed").waitFor();
  for (const name of ["check", "print"]) {
    await page.goto(`${list}/${name}`);
    must((await page.getByRole("link", { name: "Child protection policy.pdf" }).count()) === 1, `${name} leads to the file`);
  }
  const file = await page.request.get(visit.url + (await page.getByRole("link", { name: "Child protection policy.pdf" }).getAttribute("href")));
  must(file.headers()["content-disposition"].startsWith("attachment"), "a file is saved, not shown");
}

async function keepsFiles(visit) {
  const { page } = visit;
  const list = await openReturn(visit);
  await page.goto(`${list}/sections/F`);
  await openFiles(page, "F1.evidence");
  await page.locator("input[type=file]").setInputFiles([pdf("Policy.pdf", "policy")]);
  await page.getByRole("button", { name: "Add files" }).click();
  await page.getByRole("link", { name: "Back to the question" }).click();
  await page.waitForLoadState("networkidle");
  await page.locator("[name='F1.evidence-owner']").fill("Headteacher");
  await page.getByText(/Saved at \d\d:\d\d/).waitFor();
  await page.waitForLoadState("networkidle");
  await page.reload();
  must((await page.locator("[name='F1.evidence-owner']").inputValue()) === "Headteacher", "the owner is kept");
  must((await page.getByRole("link", { name: "Policy.pdf" }).count()) === 1, "the file is kept");
  await visit.look("owner beside a file");
}

async function openReturn(visit) {
  await visit.signIn("lead@quillmere.example");
  await visit.page.locator("main a[href^='/returns/']").first().click();
  await visit.page.waitForURL("**/returns/*");
  return visit.page.url();
}

// Evidence is folded away below its rating until there is something in it.
async function openFiles(page, control) {
  const button = page.locator(`button[name=_files][value="${control}"]`);
  if (!(await button.isVisible())) await page.getByText(`Evidence for ${control.split(".")[0]}`, { exact: false }).first().click();
  await button.click();
  await page.waitForURL(`**/evidence/${control}`);
}
