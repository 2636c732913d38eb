// The directory: found by phone and desk, an extract previewed and used, someone joins and leaves,
// two entries become one and are parted again.
import { must } from "./visit.mjs";

export const directory = [
  ["scripts off: the administrator imports schools, and keeps who works there", false, keeps],
  ["scripts on: the quality assurance manager looks schools up", true, looksUp],
];

const HEAD = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),UKPRN,Trusts (code),Trusts (name)";
const LINES = [
  "999901,999,Ostrelby,9901,\"St Zoë’s Primary School\",Voluntary aided school,Open,01-09-2026,,Primary,10099901,,",
  "999902,999,Ostrelby,9902,Thistle Academy,Academy converter,Open,01-09-2026,,Secondary,10099902,77,Thistle Learning Trust",
  "999903,999,Ostrelby,9903,Bad Day School,Community school,Open,31-02-2026,,Primary,,,",
  "999904,999,Ostrelby,9904,To Come School,Free schools,Proposed to open,,,Primary,,,",
  "100001,201,Elsewhere,1234,Far School,Community school,Open,,,Primary,,,",
];

async function keeps(visit) {
  const { page } = visit;
  await visit.signIn("administrator@ostrelby.example");
  await visit.open("/directory");
  await visit.look("directory");
  await page.getByLabel("Name or number").fill("zzz");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByText("None of").waitFor();
  await visit.look("directory with nothing found");
  await imports(visit);
  await adds(visit);
  await people(visit);
  await merges(visit);
}

async function imports(visit) {
  const { page } = visit;
  await page.getByRole("button", { name: "Import schools" }).click();
  await page.getByRole("button", { name: "Upload and compare" }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("import with nothing");
  await page.getByLabel("Local authority").fill("999");
  const file = { name: "edubasealldata.csv", mimeType: "text/csv", buffer: Buffer.from([HEAD, ...LINES].join("\r\n")) };
  await page.locator("input[name=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Upload and compare" }).click();
  await page.getByRole("heading", { name: "What it comes to" }).waitFor();
  await visit.look("import to look at");
  await page.getByRole("link", { name: "Lines with something wrong: 1" }).click();
  await page.getByText("is no day").waitFor();
  await visit.look("import with a bad line");
  await page.getByRole("link", { name: /In the directory and not in the file/ }).click();
  await visit.look("schools that the file does not tell of");
  await page.getByRole("button", { name: "Make these changes" }).click();
  await page.getByText("2 added").waitFor();
  await visit.look("import done");
}

async function adds(visit) {
  const { page } = visit;
  await visit.open("/directory/new");
  await visit.look("kinds to add");
  await page.getByRole("link", { name: "A school or college" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("alert").waitFor();
  await visit.look("new school with errors");
  await page.getByLabel("Name").fill("Thistle Academy, entered twice");
  await page.getByLabel("Part of").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("The organisation was added.").waitFor();
  await visit.look("school added");
}

async function people(visit) {
  const { page } = visit;
  await page.getByRole("link", { name: "Who joined, who left" }).click();
  await visit.look("people of nobody");
  await page.getByLabel("Name").fill("Tess Thistle");
  await page.getByLabel("Email address").fill("tess@thistle.example");
  await page.getByLabel("What do they do here?").selectOption({ label: "Headteacher" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("They have the role from now on.").waitFor();
  await page.getByText("Say that they left").click();
  await visit.look("people with a leaver to be");
}

async function merges(visit) {
  const { page } = visit;
  await page.getByRole("link", { name: "Thistle Academy, entered twice" }).first().click();
  await page.getByRole("link", { name: "Merge with another organisation" }).click();
  await page.getByLabel("Which organisation does it become a part of?").fill("thistle");
  await page.getByRole("button", { name: "Find" }).click();
  await visit.look("merge to choose");
  await page.getByRole("link", { name: "Choose" }).click();
  await page.getByRole("heading", { name: "What moves" }).waitFor();
  await visit.look("merge to confirm");
  await page.getByRole("button", { name: "Merge" }).click();
  await page.getByText("The other organisation became a part of this one.").waitFor();
  await visit.look("organisation after a merge");
  await page.getByRole("link", { name: "Merge with another organisation" }).click();
  await visit.look("merges so far");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await page.getByText("The merge was undone.").waitFor();
  must(await page.getByText("Undone on").isVisible(), "a merge undone is told");
}

async function looksUp(visit) {
  const { page } = visit;
  await visit.signIn("quality@ostrelby.example");
  await visit.open("/directory?kind=school&phase=secondary");
  await visit.look("secondary schools");
  await page.locator("main th a").first().click();
  await visit.look("a school for who reads");
  must(await page.getByRole("button", { name: "Change" }).isHidden(), "who reads changes nothing");
}
