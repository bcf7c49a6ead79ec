// From an empty folder to the frame; and back in through the other ways.
import assert from "node:assert/strict";
import { test } from "./check.mjs";
import * as journey from "./journey.mjs";

test("a person creates a workspace, a sign-in and an organization", async ({ browser }) => {
  const page = await browser.tab();
  const hand = journey.inTab(page);
  await hand.sees("Open a workspace file");
  assert.equal(
    new URL(page.url()).hash.includes("token"),
    false,
    "the token leaves the address bar",
  );
  await browser.look(page, "welcome");
  await hand.press("Create a workspace");
  await hand.sees("Create workspace");
  await browser.look(page, "create workspace");
  await hand.press("Back");
  await journey.createWorkspace(hand, "Harbor");
  await hand.sees("Create your sign-in");
  await browser.look(page, "sign up");
  await journey.signUp(hand);
  await hand.sees("Create your organization");
  await browser.look(page, "create organization");
  await journey.createOrganization(hand);
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await browser.look(page, "frame");
  await journey.inTheFrame(hand);
  await browser.look(page, "organization menu");
});

test("another tab asks who one is, and a wrong password does not open", async ({ browser }) => {
  browser.allow(/console: Failed to load resource.*401/);
  const page = await browser.tab();
  const hand = journey.inTab(page);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await browser.look(page, "sign in");
  await hand.fill("E-mail", journey.ada.email);
  await hand.fill("Password", "not this one");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("E-mail or password is wrong.").waitFor();
  await hand.fill("Password", journey.ada.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await journey.inTheFrame(hand);
});

test("what is changed elsewhere is seen without asking", async ({ house, browser }) => {
  const { token, me } = await house.call("access.signIn", {
    email: journey.ada.email,
    password: journey.ada.password,
  });
  const { organization } = me.memberships[0];
  const who = { session: token, organization };
  const page = await browser.tab(who);
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
  // The stream may open after the frame is drawn; what changes before it does is not its to tell.
  await page.waitForRequest(/\/changes/, { timeout: 1_000 }).catch(() => {});
  await house.call("organizations.update", { name: "Harbor & Sons" }, who);
  await page.getByRole("button", { name: "Organization: Harbor & Sons" }).waitFor();
  await house.call("organizations.update", { name: journey.office.name }, who);
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
});

test("a used address says so", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*401/);
  const link = await house.freshLink();
  const first = await browser.tab();
  // From elsewhere: within the page only what stands after the # would change, and the router might take it away.
  await first.goto("about:blank");
  await first.goto(link);
  await journey.inTab(first).sees("Sign in");
  const second = await browser.tab();
  await second.evaluate(() => sessionStorage.clear());
  await second.goto("about:blank");
  await second.goto(link);
  await second.getByText("This address is no longer valid").first().waitFor();
  await browser.look(second, "used address");
});
