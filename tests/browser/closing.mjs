// A campaign's last day and its close, as the manager meets them; and one answer that two people
// changed.
export const closing = [
  ["scripts off: the manager moves the last day, closes the campaign and opens it again", false, closes],
  ["scripts off: of one answer changed in two places neither is kept unsaid", false, chooses],
];

async function closes(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await page.getByRole("link", { name: /School return/ }).first().click();
  await page.getByRole("link", { name: "Change the last day, or close this campaign" }).click();
  await visit.look("last day and closing");
  await page.getByLabel("Day").fill("31");
  await page.getByLabel("Month").fill("2");
  await page.getByRole("button", { name: "Change the last day" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("last day refused");
  await page.getByLabel("Day").fill("29");
  await page.getByLabel("Month").fill("1");
  await page.getByLabel("Year").fill("2027");
  await page.getByRole("button", { name: "Change the last day" }).click();
  await page.getByText("The last day was changed").waitFor();
  await page.getByRole("button", { name: "Close this campaign" }).click();
  await page.getByText("The campaign is closed").waitFor();
  await visit.look("closed");
  await page.getByRole("button", { name: "Open it again" }).click();
  await page.getByText("The campaign is open again").waitFor();
}

async function chooses(visit) {
  const { page, context } = visit;
  await visit.signIn("head@quillmere.example");
  await page.locator("main a[href^='/returns/']").first().click();
  const section = `${page.url()}/sections/D`;
  await page.goto(section);
  const other = await context.newPage();
  await other.goto(section);
  await pick(other, 0);
  await stay(other);
  await other.close();
  await pick(page, 1);
  await stay(page);
  await page.getByText("Which should be kept?").first().waitFor();
  await visit.look("two answers");
  await stay(page);
  await page.getByText("Which should be kept?").first().waitFor();
  await page.getByRole("radio", { name: /^Yours:/ }).first().check();
  await stay(page);
  await page.getByText("Which should be kept?").first().waitFor({ state: "detached" });
}

// Picks one of the ratings of D1 that are not picked.
async function pick(page, place) {
  const free = page.locator("input[name=D1]:not(:checked)");
  await page.locator(`input[name=D1][value="${await free.nth(place).getAttribute("value")}"]`).check();
}

async function stay(page) {
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Save and stay here" }).click();
  await loaded;
}
