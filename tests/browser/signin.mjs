// Signing in: a second factor set up and asked for, sessions, an invitation and its link.
import { createHmac } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { must } from "./visit.mjs";

export const signingIn = [
  ["scripts off: an author sets up a second factor and signs in with it", false, secondFactor],
  ["scripts off: someone is invited, chooses a password and signs in", false, invited],
];

const PASSWORD = "demo-fourlens-2026";

// A code of an authenticator app (RFC 6238) from the key as the page spells it.
function code(words, at) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...words.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const offset = hash[19] & 15;
  return `${(hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000}`.padStart(6, "0");
}

async function secondFactor(visit) {
  const { page } = visit;
  await visit.open("/sign-in");
  await visit.look("sign in");
  await page.getByLabel("Email address").fill("author@early-help-hubs.example");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("sign in with an error");
  await visit.signIn("author@early-help-hubs.example");
  await page.getByRole("link", { name: /Your account/ }).click();
  await visit.look("account");
  await page.getByRole("link", { name: "Choose another password" }).click();
  await visit.look("choose another password");
  await page.getByLabel("Your password now").fill("not it");
  await page.getByRole("button", { name: "Save password" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("choose another password with an error");
  await visit.open("/prove?next=/account");
  await visit.look("prove that it is you");
  await visit.open("/account");
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  const key = await page.locator("code.app-key").innerText();
  await visit.look("set up a second factor");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("set up a second factor with an error");
  must((await page.locator("code.app-key").innerText()) === key, "the same key once more");
  await page.getByLabel("Code", { exact: true }).fill(code(key, Date.now()));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("heading", { name: "Keep your recovery codes" }).waitFor();
  await visit.look("recovery codes");
  const recovery = await page.locator("code.app-key").first().innerText();
  await page.getByRole("button", { name: "I have kept them" }).click();
  must(await page.getByText("10 recovery codes are left").isVisible(), "it is on");
  await visit.look("account with a second factor");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await visit.open("/sign-in");
  await page.getByLabel("Email address").fill("author@early-help-hubs.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Enter the code from your app" }).waitFor();
  await visit.look("code at sign in");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("code at sign in with an error");
  await page.getByText("I do not have my phone").click();
  await page.getByLabel("One of your recovery codes").fill(recovery);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/home");
  await visit.open("/account");
  must(await page.getByText("9 recovery codes are left").isVisible(), "one is used");
  await page.getByRole("button", { name: "Turn off the second factor" }).click();
  await page.getByText("Your second factor is off").waitFor();
}

async function invited(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await page.getByRole("link", { name: "People" }).click();
  await visit.look("people");
  await page.getByLabel("Name or email address").fill("quillmere");
  await page.getByRole("button", { name: "Search" }).click();
  await visit.look("people found");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("people with errors");
  await page.getByLabel("Name", { exact: true }).fill("Nia Newcombe");
  await page.getByLabel("Email address", { exact: true }).fill("nia@quillmere.example");
  await page.getByLabel("Role").selectOption({ label: "Designated safeguarding lead" });
  await page.getByLabel("At", { exact: true }).selectOption({ label: "Quillmere Primary School" });
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByText("They are invited").waitFor();
  await visit.open("/people?words=nia@quillmere");
  await page.getByRole("link", { name: "Nia Newcombe" }).click();
  await visit.look("person");
  const link = await mailed(visit, "nia@quillmere.example");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await visit.open(link);
  await visit.look("choose a password");
  await page.getByLabel("New password").fill("quillmere2026");
  await page.getByRole("button", { name: "Save password" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("choose a password with an error");
  await page.getByLabel("New password").fill("teal lantern otter");
  await page.getByRole("button", { name: "Save password" }).click();
  await page.getByText("Your password is saved").waitFor();
  await visit.look("sign in after choosing a password");
  await visit.open(link);
  await visit.look("link that is used");
  await visit.open("/forgotten");
  await visit.look("forgotten password");
  await page.getByLabel("Email address").fill("nia@quillmere.example");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  await visit.look("forgotten password sent");
}

// The link of the mail to this address, once it is written.
async function mailed(visit, address) {
  const folder = path.join(visit.data, "mail");
  for (let left = 300; left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    let files = [];
    try {
      files = readdirSync(folder);
    } catch {
      continue;
    }
    for (const file of files) {
      const mail = readFileSync(path.join(folder, file), "utf8").replaceAll("=\r\n", "").replaceAll("=3D", "=");
      const found = mail.includes(address) && /\/set-password\?link=[0-9a-f]{64}/.exec(mail);
      if (found) return found[0];
    }
  }
  throw new Error(`no mail to ${address} was written`);
}
