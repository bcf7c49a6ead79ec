// Oneself: the lock, the profile, another window, and the end of an organization that comes back.
import assert from "node:assert/strict";
import { test, until } from "./check.mjs";
import * as journey from "./journey.mjs";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAGUlEQVR4nGPgzqv5TwlmGDVg1IBRA4aLAQDZaXLBkLzvfAAAAABJRU5ErkJggg==",
  "base64",
);

/** A tab of Ada's own, in the frame. */
async function adasTab(house, browser, organization) {
  const { email, password } = journey.ada;
  const { token, me } = await house.call("access.signIn", { email, password });
  const place = organization ?? me.memberships[0].organization;
  const page = await browser.tab({ session: token, organization: place });
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  return { page, token, organization: place, who: { session: token, organization: place } };
}

/** Until the menu has loaded, its button stands alone. */
const openMenu = (page) =>
  until(async () => {
    const menu = page.getByRole("menu");
    if (await menu.isVisible()) return true;
    await page.getByRole("button", { name: /^Organization:/ }).click();
    return menu.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
  }, "The menu of the organization is open");

const locked = (page) => page.getByRole("heading", { name: "Locked" }).waitFor();

const unlock = async (page, password) => {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
};

test("a window locks by its keys, and goes on with the password", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*(422|423)/);
  const { page, who } = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/organization`);
  await page.getByLabel("Postal address").waitFor();
  await page.keyboard.press("Control+Shift+L");
  await locked(page);
  await browser.look(page, "locked");
  assert.equal(
    (await page.content()).includes(journey.office.address),
    false,
    "nothing of the page before is left in it",
  );
  const code = () =>
    house.call("organizations.get", {}, who).then(
      () => null,
      (error) => error.code,
    );
  await until(async () => (await code()) === "locked", "The core answers nothing any more");
  await page.reload();
  await locked(page);
  await unlock(page, "not this one");
  await page.getByText("This is not your password.").waitFor();
  await unlock(page, journey.ada.password);
  await page.getByLabel("Postal address").waitFor();
  assert.equal(new URL(page.url()).hash, "#/settings/organization", "where one was");
  await house.call("organizations.get", {}, who);
});

test("behind the lock one can sign out", async ({ house, browser }) => {
  const { page } = await adasTab(house, browser);
  await openMenu(page);
  await page.getByRole("menuitem", { name: "Lock this window" }).click();
  await locked(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("a window left alone locks by itself", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*423/);
  const { page, who } = await adasTab(house, browser);
  await page.clock.install();
  await page.reload();
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await page.clock.fastForward("14:30");
  await page.keyboard.press("Shift");
  await page.clock.fastForward("14:30");
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await page.clock.fastForward("00:40");
  await locked(page);
  await page.clock.fastForward("00:05");
  await page.clock.resume();
  await unlock(page, journey.ada.password);
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await house.call("access.me", {}, who);
});

test("a profile is changed, seen and kept", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*422/);
  const { page } = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/profile`);
  await page.getByLabel("Job title").fill("Licensed broker");
  await page.getByLabel("Phone").fill("+1 617 555 0100");
  await page.getByLabel("Lock after").selectOption("30");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Save profile" }).click();
  await page.getByText("Saved your profile", { exact: true }).waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("Job title").inputValue(), "Licensed broker");
  assert.equal(await page.getByLabel("Lock after").inputValue(), "30");
  await browser.look(page, "profile");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Present password").fill("not this one");
  await page.getByLabel("New password").fill("another calm password");
  await browser.look(page, "change password");
  await page.getByRole("dialog").getByRole("button", { name: "Change password" }).click();
  await page.getByText("This is not your password.").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
});

test("the only owner of a workspace keeps the account", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*409/);
  const { page } = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/profile`);
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByLabel("Password", { exact: true }).fill(journey.ada.password);
  await page.getByRole("dialog").getByRole("button", { name: "Delete account" }).click();
  await page.getByText("You are the only owner of this workspace.").waitFor();
  await browser.look(page, "only owner");
});

test("a logo is chosen, shown at the top of the rail and removed", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*422/);
  const { page } = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/organization`);
  const choose = async (button, name, buffer) => {
    const asked = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: button }).click();
    await (await asked).setFiles({ name, mimeType: "image/png", buffer });
  };
  await choose("Choose a logo", "logo.png", Buffer.from("<svg onload='x()'></svg>"));
  await page.getByText("SVG pictures can carry programs, so they are not taken.").waitFor();
  await choose("Choose a logo", "logo.png", png);
  await page.getByRole("img", { name: /^Logo of/ }).waitFor();
  await page
    .getByRole("button", { name: /^Organization:/ })
    .locator("img")
    .waitFor();
  await browser.look(page, "logo");
  await page.getByRole("button", { name: "Remove logo" }).click();
  await page.getByRole("button", { name: "Choose a logo" }).waitFor();
});

test("another window opens on the same page with a session of its own", async ({
  house,
  browser,
}) => {
  const { page, token } = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/audit`);
  await page.getByRole("heading", { name: "Audit" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search rooms, records and actions").fill("New window");
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("Enter");
  const second = await opened;
  await second.getByRole("heading", { name: "Audit" }).waitFor();
  const { hash } = new URL(second.url());
  assert.equal(hash, "#/settings/audit", "nothing of the hand-over stays in the address");
  const other = await second.evaluate(() => sessionStorage.getItem("reachly.session"));
  assert.ok(other && other !== token, "its session is its own");
  await openMenu(page);
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await house.call("access.me", {}, { session: other });
});

test("an organization is deleted by its name, and comes back", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*404/);
  const { page, who } = await adasTab(house, browser);
  const beside = await adasTab(house, browser);
  await page.goto(`${new URL(page.url()).origin}/#/settings/organization`);
  await page.getByRole("button", { name: "Delete organization" }).click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: "Delete organization" });
  assert.equal(await confirm.isDisabled(), true, "not before the name is typed");
  await dialog.getByLabel(`Type ${journey.office.name} to confirm`).fill(journey.office.name);
  await browser.look(page, "delete organization");
  await confirm.click();
  await page.getByRole("heading", { name: "Create your organization" }).waitFor();
  await assert.rejects(house.call("organizations.get", {}, who), { code: "not_found" });
  await beside.page.getByRole("heading", { name: "Create your organization" }).waitFor();
  await browser.look(beside.page, "deleted organizations");
  await beside.page.getByRole("button", { name: `Restore ${journey.office.name}` }).click();
  await beside.page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
  await house.call("organizations.get", {}, who);
});

test("the switcher keeps the page, and leads home from a record", async ({ house, browser }) => {
  const { page, token } = await adasTab(house, browser);
  const { id } = await house.call(
    "organizations.create",
    { name: "Second Office", reportingZone: "Europe/Berlin", currency: "EUR" },
    { session: token },
  );
  await page.goto(`${new URL(page.url()).origin}/#/leads?q=x`);
  const choose = async (name) => {
    await openMenu(page);
    await page.getByRole("menuitemcheckbox", { name }).click();
    await page.getByRole("button", { name: `Organization: ${name}` }).waitFor();
  };
  await choose("Second Office");
  assert.equal(new URL(page.url()).hash.split("?")[0], "#/leads");
  assert.equal(await page.evaluate(() => sessionStorage.getItem("reachly.organization")), id);
  await choose(journey.office.name);
  await house.call(
    "organizations.delete",
    { name: "Second Office" },
    { session: token, organization: id },
  );
  await openMenu(page);
  await page.getByRole("menuitem", { name: "Deleted organizations" }).waitFor();
  await browser.look(page, "switcher");
});
