// Fills a section's page properly: every control that is asked and blank, by its kind.

export async function fillSection(page, rating) {
  // A post that opens a question comes back to the same page, so a section may take two rounds.
  for (let round = 0; round < 3; round += 1) {
    const before = page.url();
    await fillControls(page, rating);
    await page.locator("button[name=_go][value=next]:visible").last().click();
    await page.waitForLoadState();
    if (page.url() !== before) return;
  }
  throw new Error(`the section stays: ${page.url()}\n${await page.locator(".govuk-error-summary").innerText().catch(() => "")}`);
}

async function fillControls(page, rating) {
  const names = await page.evaluate(() => {
    const shown = (element) => element.offsetParent !== null;
    const radios = [...document.querySelectorAll("main form input[type=radio]")].filter(shown);
    const groups = [...new Set(radios.map((radio) => radio.name))];
    const unanswered = groups.filter((name) => !radios.some((radio) => radio.name === name && radio.checked));
    const boxes = [...document.querySelectorAll("main form input[type=checkbox]")].filter(shown);
    const boxGroups = [...new Set(boxes.map((box) => box.name))].filter((name) => !name.startsWith("_"));
    const texts = [...document.querySelectorAll("main form input:not([type]), main form input[type=text], main form input[type=email], main form input[type=tel], main form textarea")];
    return {
      radios: unanswered.filter((name) => !name.endsWith(".evidence-how")),
      boxes: boxGroups.filter((name) => !boxes.some((box) => box.name === name && box.checked)),
      texts: texts.filter((control) => shown(control) && control.value === "" && !control.name.includes(".evidence-") && !control.name.includes(".how")).map((control) => [control.name, ["numeric", "decimal"].includes(control.inputMode)]),
    };
  });
  for (const name of names.radios) {
    const wanted = page.locator(`input[type=radio][name="${name}"]`);
    const rated = page.locator(`input[type=radio][name="${name}"][value="${rating}"]`);
    await ((await rated.count()) > 0 ? rated : wanted.last()).check();
  }
  for (const name of names.boxes) {
    const none = page.locator(`input[type=checkbox][name="${name}"][value="none"]`);
    await ((await none.count()) > 0 ? none : page.locator(`input[type=checkbox][name="${name}"]`).first()).check();
  }
  for (const [name, numeric] of names.texts) await page.locator(`[name="${name}"]`).fill(wordFor(name, numeric));
}

export function wordFor(name, numeric) {
  if (numeric && !/-(day|month|year)$/.test(name)) return "1";
  if (name.endsWith("-day")) return "3";
  if (name.endsWith("-month")) return "9";
  if (/:r[0-9a-f]+\.due-year$/.test(name)) return "2027";
  if (name.endsWith("-year")) return "2026";
  if (name.endsWith("-email")) return "someone@umbergarth.example";
  if (name.endsWith("-phone")) return "01632 960000";
  if (name.endsWith("-name")) return "Sam Birch";
  if (name.endsWith("-minute")) return "7b";
  if (name.endsWith("-postcode")) return "SW1A 2AA";
  return "As agreed by governors in the autumn term";
}

export const LONG_WORD = "Safeguardingchildrenpartnershiparrangements".repeat(4);
export const LONG_STORY = `${LONG_WORD} ${"Multi-agency-arrangements-for-neighbourhoods, written-without-a-break. ".repeat(80)}`.slice(0, 5000);

// Writes into every control of a page what nobody can read, and keeps it.
export async function spoil(page) {
  await addRows(page, 1);
  await write(page, { number: "many", day: "99", email: "nobody", url: "not a link", postcode: "?" });
  await keep(page);
}

// Fills every control of a page with long words, one with 5,000 letters, tables with many rows, and
// keeps it.
export async function lengthen(page) {
  await addRows(page, 5);
  await write(page, { text: LONG_WORD, story: LONG_STORY.slice(0, 400), first: LONG_STORY, email: `${LONG_WORD.slice(0, 60)}@umbergarth.example`, url: `https://umbergarth.example/${LONG_WORD}` });
  await keep(page);
}

async function keep(page) {
  const loaded = page.waitForEvent("load");
  await page.locator("main form button:is([value=stay], :not([name]))").last().click();
  await loaded;
}

// Tables get as many rows, and one table in a row gets as many.
async function addRows(page, wanted) {
  const tables = "main button[name=_add]";
  for (let row = 0; row < wanted; row += 1) {
    for (const place of await page.locator(tables).evaluateAll((buttons) => buttons.map((button) => button.value).filter((value) => !value.includes(":")))) {
      await add(page, page.locator(`${tables}[value="${place}"]`));
    }
  }
  const inner = page.locator(`${tables}[value*=":"]`).first();
  for (let row = 0; row < wanted && (await inner.count()) > 0; row += 1) await add(page, inner);
}

async function add(page, button) {
  const loaded = page.waitForEvent("load");
  await button.click();
  await loaded;
}

// Writes a word of its kind into each blank or filled control, without the events of typing, so that
// what is posted is what stands there.
async function write(page, words) {
  await page.evaluate((words) => {
    const kindOf = (control) => {
      if (control.tagName === "TEXTAREA") return "story";
      if (control.name.endsWith("-postcode")) return "postcode";
      if (control.name.endsWith("-day")) return "day";
      if (/-(month|year)$/.test(control.name)) return "rest";
      if (control.inputMode === "numeric" || control.inputMode === "decimal") return "number";
      return ["email", "url"].includes(control.type) ? control.type : "text";
    };
    const controls = document.querySelectorAll("main form :is(textarea, input:not([type]), input[type=text], input[type=email], input[type=url])");
    for (const control of controls) control.value = words[kindOf(control)] ?? control.value;
    const first = document.querySelector("main form textarea");
    if (first && words.first) first.value = words.first;
  }, words);
}
