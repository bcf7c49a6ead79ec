// People: own fields, a file brought in with them, filters in groups, files taken out, all but a few at once.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test, until } from "./check.mjs";
import * as journey from "./journey.mjs";

const rows = Array.from(
  { length: 40 },
  (_, at) =>
    `person${at}@harbor-benefits.com,First${at},Last${at},${["Boston", "Salem"][at % 2]},${
      ["Gold", "Silver", "Bronze"][at % 3]
    },${at * 1000}`,
);
const file = [
  "E-mail,First name,Last name,City,Plan tier,Income",
  ...rows,
  ",,,Nowhere,,",
  '"open@harbor-benefits.com,Zed',
].join("\n");

const person = (house) =>
  house
    .call("access.signIn", { email: journey.ada.email, password: journey.ada.password })
    .then(({ token, me }) => ({ session: token, organization: me.memberships[0].organization }));

/** A tab of the person at an address of the interface. */
async function at(browser, who, address) {
  const page = await browser.tab(who);
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  return page;
}

const textOf = async (download) => readFile(await download.path(), "utf8");

test("own fields are made, and a file is brought in with them", async ({ house, browser }) => {
  const who = await person(house);
  const page = await at(browser, who, "#/contacts/fields");
  await page.getByText("No fields of your own yet.").waitFor();
  await browser.look(page, "fields empty");
  await page.getByRole("button", { name: "New field" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create field" }).click();
  await dialog.getByText("Give the field a name.").waitFor();
  await dialog.getByLabel("Name").fill("Plan tier");
  await dialog.getByLabel("Type").selectOption("choice");
  await dialog.getByLabel("Choices, one in each line").fill("Gold\nSilver");
  await browser.look(page, "new field");
  await dialog.getByRole("button", { name: "Create field" }).click();
  await page.getByText("Choice · 2 choices").waitFor();
  await page.getByRole("button", { name: "New field" }).click();
  await dialog.getByLabel("Name").fill("Income");
  await dialog.getByLabel("Type").selectOption("number");
  await dialog.getByLabel(/^Sensitive/).check();
  await dialog.getByRole("button", { name: "Create field" }).click();
  await page.getByText("{{ income }}").waitFor();
  await browser.look(page, "fields");

  await page.getByRole("link", { name: "Imports" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(file),
  });
  await page.getByText("40 new · 0 updated · 2 rejected").waitFor();
  const mapped = page.getByLabel("What the column Plan tier holds");
  assert.equal(await mapped.locator("option:checked").textContent(), "Plan tier");
  await page.getByText("a quotation mark is opened and never closed").waitFor();
  await browser.look(page, "import with own fields");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the 2 rejected rows" }).click();
  const rejected = await textOf(await waiting);
  assert.match(rejected, /^\u{feff}Rejected line,Rejected column,Rejected because,E-mail/u);
  assert.match(rejected, /\n42,City,The row has neither an e-mail address nor a name\.,,,,Nowhere/);

  // Another tab sees the same choice, and that it runs.
  const other = await at(browser, who, new URL(page.url()).hash);
  await other.getByText("40 new · 0 updated · 2 rejected").waitFor();
  await page.getByRole("button", { name: "Import 40 contacts" }).click();
  await page.getByRole("heading", { name: "Imported 40 contacts" }).waitFor();
  await other.getByRole("heading", { name: "Imported 40 contacts" }).waitFor();
  await page.getByRole("link", { name: "See the contacts" }).click();
  await page.getByRole("button", { name: /^Import is\s*people\.csv$/ }).waitFor();
});

test("conditions in groups narrow the list, and exactly that is exported", async ({
  house,
  browser,
}) => {
  const page = await at(browser, await person(house), "#/contacts");
  await page.getByRole("button", { name: "Add filter" }).click();
  const dialog = page.getByRole("dialog", { name: "Filter contacts" });
  await dialog.getByLabel("Field").selectOption({ label: "City" });
  await dialog.getByLabel("Value of City").fill("Boston");
  await dialog.getByRole("button", { name: "Add a group" }).click();
  await dialog.getByLabel("Field").nth(1).selectOption({ label: "Plan tier" });
  await dialog.getByRole("group", { name: "Plan tier" }).getByLabel("Gold").check();
  await dialog.getByRole("button", { name: "Add a condition" }).first().click();
  await dialog.getByRole("button", { name: "Apply filter" }).click();
  await dialog.getByText("Give a value.").waitFor();
  await browser.look(page, "filter groups");
  await dialog.getByLabel("Field").nth(2).selectOption({ label: "Income" });
  await dialog.getByLabel("Condition on Income").selectOption({ label: "more than" });
  await dialog.getByLabel("Value of Income").fill("35000");
  await dialog.getByRole("button", { name: "Apply filter" }).click();
  await page.getByText("City contains “Boston” and (Plan tier is Gold or").waitFor();
  await page.reload();
  await page.getByText("City contains “Boston” and (Plan tier is Gold or").waitFor();
  await browser.look(page, "filtered contacts");

  await page.getByRole("button", { name: "Export contacts" }).click();
  const exporting = page.getByRole("dialog", { name: /^Export/ });
  const income = exporting.getByLabel(/^Income/);
  assert.equal(await income.isChecked(), false, "a sensitive column is left out unless chosen");
  await exporting.getByLabel("Plan tier").check();
  await browser.look(page, "export dialog");
  const waiting = page.waitForEvent("download");
  await exporting.getByRole("button", { name: "Export contacts", exact: true }).click();
  const text = await textOf(await waiting);
  const [head, ...lines] = text.trimEnd().split("\r\n");
  assert.match(head, /^\u{feff}First name,Last name,E-mail,Status/u);
  assert.match(head, /Plan tier$/);
  const shown = await page.getByRole("status").filter({ hasText: " of " }).first().textContent();
  assert.equal(lines.length, Number(shown.split(" ")[0]), "as many rows as the list counts");
});

test("all but a few join a list, and the way back is one step", async ({ house, browser }) => {
  const who = await person(house);
  const page = await at(browser, who, "#/contacts");
  const grid = page.getByRole("grid", { name: "Contacts" });
  await grid.getByText("person0@harbor-benefits.com").first().waitFor();
  const count = async () => (await house.call("lists.all", {}, who)).map(({ total }) => total);
  await page.getByRole("button", { name: "Columns" }).click();
  await page
    .getByRole("dialog", { name: "Columns" })
    .getByRole("checkbox", { name: "Plan tier" })
    .check();
  await page.keyboard.press("Escape");
  await grid.getByRole("columnheader", { name: "Plan tier" }).waitFor();
  await grid.getByRole("checkbox").click();
  await grid.locator("[data-select]").first().click();
  const bar = page.getByRole("toolbar", { name: /select/i });
  await bar.getByText(/^39/).waitFor();
  await browser.look(page, "all but one selected");
  await bar.getByRole("button", { name: "Add to list" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the new list").fill("Everyone but one");
  await dialog.getByRole("button", { name: "Add to list" }).click();
  await until(async () => (await count()).includes(39), "39 people joined");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await until(async () => (await count()).every((total) => total === 0), "nobody is on it again");
});

test("an own field is written where the person stands", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*422/);
  const page = await at(browser, await person(house), "#/contacts");
  await page.getByText("person2@harbor-benefits.com").click();
  const tier = page.getByLabel("Plan tier");
  await tier.selectOption("Silver");
  await page.getByLabel("Income").fill("much");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("This is no number.").waitFor();
  await page.getByLabel("Income").fill("12,500");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText(/^Saved First2/).waitFor();
  await until(
    async () => (await page.getByLabel("Income").inputValue()) === "12500",
    "in one form",
  );
  await browser.look(page, "contact with own fields");
});
