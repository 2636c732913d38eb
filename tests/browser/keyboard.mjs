// Someone with a keyboard and no mouse. Wherever the Tab key goes, focus is seen, nothing covers it,
// and it goes on in the order of reading: down the page, or to the right.
import { wordFor } from "./filling.mjs";
import { must } from "./visit.mjs";

const NEXT = "main button[value=next]:not([tabindex='-1'])";

export async function signIn(visit, email) {
  const { page } = visit;
  await visit.open("/sign-in");
  await tabTo(page, "input[name=email]");
  await page.keyboard.type(email);
  await tabTo(page, "input[name=password]");
  await page.keyboard.type("demo-fourlens-2026");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

// Goes to an element with the Tab key alone.
export async function tabTo(page, selector) {
  for (let steps = 0; steps < 400; steps += 1) {
    if (((await tab(page, selector)) ?? {}).wanted) return;
  }
  throw new Error(`the Tab key does not reach ${selector} on ${page.url()}`);
}

// Goes to a link or button, presses Enter, and waits for the page that follows.
export async function enter(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

// Goes through a section, answers what is blank, and saves it.
export async function answerSection(page) {
  for (let steps = 0; steps < 400; steps += 1) {
    const at = await tab(page, NEXT);
    if (at?.wanted) break;
    if (at) await answer(page, at);
  }
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

async function answer(page, { type, name, blank, numeric, alone }) {
  if (!blank) return;
  if (type === "radio" || (type === "checkbox" && alone)) await page.keyboard.press("Space");
  if (type === "text" || type === "email" || type === "textarea") await page.keyboard.type(wordFor(name, numeric));
}

// After a post with problems the title says so, and focus is on the summary, whose first link leads
// to the control it is about.
export async function goToFirstProblem(page, control) {
  must((await page.title()).startsWith("Error: "), `the title says that something is wrong: ${await page.title()}`);
  must(await page.evaluate(() => document.activeElement.matches(".govuk-error-summary")), "focus is on the summary");
  await tabTo(page, ".govuk-error-summary a");
  await page.keyboard.press("Enter");
  must(await page.evaluate((control) => document.activeElement.matches(control), control), `the first problem leads to ${control}`);
}

// One press of the Tab key; what has focus then, and nothing where focus leaves the page.
async function tab(page, wanted) {
  await page.keyboard.press("Tab");
  const at = await page.evaluate(focused, wanted);
  must(!at?.wrong, `${at?.wrong} on ${page.url()}: ${at?.html}`);
  return at;
}

// Runs in the page.
function focused(wanted) {
  const element = document.activeElement;
  const before = window.focusedBefore;
  window.focusedBefore = element;
  if (element === document.body) return null;
  const label = element.labels?.[0];
  const framed = (style) => (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
  const box = element.getClientRects()[0];
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const inside = over && (element.contains(over) || over.contains(element) || label?.contains(over));
  const ahead = before?.isConnected && before !== document.body && before.getClientRects()[0];
  const goesBack = ahead && (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING || (box.bottom <= ahead.top && box.left < ahead.right));
  const group = [...document.querySelectorAll(`input[name="${element.name}"]`)];
  return {
    wanted: element.matches(wanted),
    type: element.type,
    name: element.name,
    numeric: ["numeric", "decimal"].includes(element.inputMode),
    alone: group.length === 1,
    blank: ["radio", "checkbox"].includes(element.type) ? !group.some((input) => input.checked) : element.value === "",
    html: element.outerHTML.slice(0, 200),
    wrong: [
      [framed(getComputedStyle(element)) || (label && framed(getComputedStyle(label, "::before"))), "focus is not seen"],
      [inside, "what has focus is covered"],
      [!goesBack, "focus goes back"],
    ].find(([holds]) => !holds)?.[1],
  };
}
