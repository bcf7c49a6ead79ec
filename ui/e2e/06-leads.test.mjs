// Leads found by what was answered: from the landing page's form to the chips over the table.
import assert from "node:assert/strict";
import { pause, test } from "./check.mjs";
import { campaign, member } from "./office.mjs";

const field = (key, label, type, more = {}) => ({
  key,
  label,
  type,
  required: true,
  indexed: false,
  ...more,
});
const offer = {
  definition: {
    fields: [
      field("full_name", "Your name", "text"),
      field("cover", "Which cover?", "select", { options: ["Dental", "Vision"], indexed: true }),
      field("doctor", "Your doctor", "text", { required: false }),
    ],
  },
  thanks: "We call you.",
  headline: "Find a plan",
  intro: "",
};

/** What a visitor's browser does, without one. */
async function answer(url, answers) {
  const shown = await fetch(url);
  const html = await shown.text();
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const body = new URLSearchParams(hidden.map(([, name, value]) => [name, value]));
  for (const [name, value] of Object.entries(answers)) body.append(name, value);
  await pause(2_100);
  const sent = await fetch(shown.url, { method: "POST", body, redirect: "manual" });
  assert.equal(sent.status, 303, "the form is taken");
}

test("leads are found by answers, source and status", async ({ house, browser }) => {
  const call = await member(house);
  const { landingUrl } = await campaign(call, "Answers", offer);
  for (const [name, plan, doctor] of [
    ["Ana Ruiz", "Dental", "Dr. Lee"],
    ["Bo Li", "Vision", "Dr. Lee"],
    ["Cy Ono", "Dental", "Dr. Wu"],
  ]) {
    await answer(landingUrl, { full_name: name, cover: plan, doctor });
  }
  await call("leads.create", { title: "Dee by hand" });

  const page = await browser.tab(call.who);
  await page.getByRole("link", { name: /^Leads/ }).click();
  await page.getByRole("button", { name: "Table" }).click();
  const row = (name) => page.getByRole("row", { name: new RegExp(name) });
  const filter = async (choice) => {
    await page.getByRole("button", { name: "Add filter" }).click();
    const plain = page.getByRole("menuitem", { name: choice, exact: true });
    await plain.or(page.getByRole("menuitemcheckbox", { name: choice, exact: true })).click();
  };
  await row("Dee by hand").waitFor();

  await filter("added by hand");
  await row("Ana Ruiz").waitFor({ state: "detached" });
  await row("Dee by hand").waitFor();
  await page.getByRole("button", { name: "Remove Came by added by hand" }).click();

  await filter("Which cover?");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Dental 2 leads" }).waitFor();
  await browser.look(page, "answers of a field");
  await dialog.getByRole("button", { name: "Dental 2 leads" }).click();
  await row("Bo Li").waitFor({ state: "detached" });
  await row("Ana Ruiz").waitFor();
  await browser.look(page, "leads by answer");

  await filter("Your doctor");
  await dialog.getByLabel("Answer").fill("Dr. Wu");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await row("Ana Ruiz").waitFor({ state: "detached" });
  await row("Cy Ono").waitFor();
  await page.reload();
  await row("Cy Ono").waitFor();
  assert.equal(await row("Ana Ruiz").count(), 0, "the address keeps the filters");
  await filter("Contacted");
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await row("Dee by hand").waitFor();
});
