// A colleague signs up, asks, is let in, changed, suspended and invited: two people, two windows, no reload.
import assert from "node:assert/strict";
import { test } from "./check.mjs";
import * as journey from "./journey.mjs";

const bo = {
  name: "Bo Colleague",
  email: "bo@harborbenefits.example.com",
  password: "quiet ledger by the window",
};
const cleo = { name: "Cleo Invited", email: "cleo@elsewhere.example.com", password: bo.password };

const signedIn = async (house, person) => {
  const { email, password } = person;
  const { token, me } = await house.call("access.signIn", { email, password });
  const membership = me.memberships.find((it) => it.status === "active");
  return { session: token, organization: membership?.organization };
};

const goTo = (page, hash) => page.evaluate((to) => window.location.assign(to), hash);

/** A new tab where nobody is signed in, up to the front door. */
async function arrives(browser, person) {
  const page = await browser.tab();
  const hand = journey.inTab(page);
  await hand.press("Create a sign-in");
  await journey.signUp(hand, person);
  await hand.sees("Choose an organization");
  return { page, hand };
}

test("a colleague asks to join, and an Admin lets them in", async ({ house, browser }) => {
  const admin = await browser.tab(await signedIn(house, journey.ada));
  await admin.getByRole("heading", { name: "Today" }).waitFor();
  const { page, hand } = await arrives(browser, bo);
  await browser.look(page, "front door");
  await hand.press(`Ask to join ${journey.office.name}`);
  await page.getByText(/You asked just now/).waitFor();
  await browser.look(page, "front door asked");

  await admin.getByText("1 person asked to join").waitFor();
  await admin.getByRole("link", { name: "Review" }).click();
  await admin.getByText("Requests to join").waitFor();
  await browser.look(admin, "members request");
  await admin.getByRole("button", { name: `Approve the request of ${bo.name}` }).click();
  await admin.getByLabel("Role", { exact: true }).selectOption({ label: "Consultant" });
  await browser.look(admin, "approve");
  await admin.getByRole("button", { name: `Let ${bo.name} in` }).click();

  await journey.inTheFrame(hand);
  await page.keyboard.press("Escape");
  await admin.getByText("Requests to join").waitFor({ state: "detached" });
});

test("a changed role, a suspension and its end are seen at once", async ({ house, browser }) => {
  // The suspended window asks once more for what it showed.
  browser.allow(/console: Failed to load resource.*404/);
  const admin = await browser.tab(await signedIn(house, journey.ada));
  const page = await browser.tab(await signedIn(house, bo));
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
  await goTo(page, "#/contacts/lists");
  await page.getByRole("heading", { name: "Lists" }).waitFor();
  const newList = page.getByRole("button", { name: "New list" });
  assert.equal(await newList.count(), 0, "a Consultant makes no lists");

  await admin.getByRole("heading", { name: "Today" }).waitFor();
  await goTo(admin, "#/settings/members");
  await admin.getByText(bo.email).first().click();
  const pane = admin.getByRole("complementary", { name: "Details" });
  await pane.getByLabel("Role", { exact: true }).waitFor();
  await browser.look(admin, "member pane");
  await pane.getByLabel("Role", { exact: true }).selectOption({ label: "Manager" });
  await pane.getByLabel("Add a permission").selectOption({ label: "Delete contacts and lists" });
  await browser.look(admin, "member pane changed");
  await pane.getByRole("button", { name: "Save member" }).click();
  await newList.first().waitFor();

  await pane.getByRole("button", { name: "Suspend" }).click();
  await page.getByText("Your membership is suspended. Ask an Admin.").waitFor();
  await browser.look(page, "front door suspended");
  await pane.getByRole("button", { name: "Reactivate" }).click();
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
});

test("an invitation's code lets somebody from elsewhere in", async ({ house, browser }) => {
  const admin = await browser.tab(await signedIn(house, journey.ada));
  await admin.getByRole("heading", { name: "Today" }).waitFor();
  await goTo(admin, "#/settings/members");
  await admin.getByRole("button", { name: "Invite colleague" }).click();
  await admin.getByLabel("E-mail", { exact: true }).fill(cleo.email);
  await browser.look(admin, "invite");
  await admin.getByRole("button", { name: "Make invitation" }).click();
  const code = await admin.getByLabel("Invitation code").textContent();
  await browser.look(admin, "invitation code");
  await admin.getByRole("button", { name: "Done" }).click();
  await admin.getByText(cleo.email).waitFor();
  await browser.look(admin, "members invited");

  const { page, hand } = await arrives(browser, cleo);
  await page.getByText(`${journey.office.name} invites you`).waitFor();
  await browser.look(page, "front door invited");
  await hand.press("Enter the code");
  await hand.fill("Invitation code", code.toLowerCase());
  await browser.look(page, "enter code");
  await hand.press("Join with this code");
  await journey.inTheFrame(hand);
  await admin.getByText("Invitations", { exact: true }).waitFor({ state: "detached" });
  await admin.getByText(cleo.name).waitFor();
});

test("roles and the whitelist", async ({ house, browser }) => {
  const admin = await browser.tab(await signedIn(house, journey.ada));
  await admin.getByRole("heading", { name: "Today" }).waitFor();
  await goTo(admin, "#/settings/roles");
  await admin.getByRole("button", { name: "Actions for the role Viewer" }).click();
  await admin.getByRole("menuitem", { name: "Duplicate" }).click();
  await admin.getByLabel("Name", { exact: true }).fill("Assistant");
  await admin.getByLabel("Create and change campaigns").selectOption({ label: "Own" });
  await browser.look(admin, "role dialog");
  await admin.getByRole("button", { name: "Create role" }).click();
  await admin.getByRole("rowheader", { name: /Assistant/ }).waitFor();
  await browser.look(admin, "roles");

  await goTo(admin, "#/settings/joining");
  await admin.getByLabel("Address or domain", { exact: true }).fill("gmail.com");
  await admin.getByLabel("Role", { exact: true }).selectOption({ label: "Assistant" });
  await admin.getByRole("button", { name: "Add address" }).click();
  await admin.getByText("Anyone can have an address there.").waitFor();
  await browser.look(admin, "joining");

  const page = await browser.tab(await signedIn(house, bo));
  await page.getByRole("button", { name: `Organization: ${journey.office.name}` }).waitFor();
  await goTo(page, "#/settings/members");
  await page.getByText(cleo.email).waitFor();
  assert.equal(
    await page.getByRole("button", { name: "Invite colleague" }).count(),
    0,
    "a Manager only reads",
  );
  await page.getByText(cleo.email).click();
  await page.getByText("Somebody with the right to manage members can change this.").waitFor();
  await browser.look(page, "member read only");
});

test("a colleague at the office's own domain is let in at once", async ({ house, browser }) => {
  const who = await signedIn(house, journey.ada);
  const [, domain] = journey.ada.email.split("@");
  await house.call("organizations.update", { domain }, who);
  const admin = await browser.tab(who);
  await admin.getByRole("heading", { name: "Today" }).waitFor();
  await goTo(admin, "#/settings/joining");
  await admin.getByText(`Colleagues at ${domain} have to ask`).waitFor();
  await browser.look(admin, "joining domain");
  await admin.getByRole("button", { name: `Let in ${domain}` }).click();
  await admin.getByText(`Everyone at ${domain}`).waitFor();

  const page = await browser.tab();
  const hand = journey.inTab(page);
  await hand.press("Create a sign-in");
  const dee = { name: "Dee Daniels", email: `dee@${domain}`, password: bo.password };
  await journey.signUp(hand, dee);
  await journey.inTheFrame(hand);
  await page.getByRole("menuitem", { name: "Join an organization" }).click();
  await page.getByText("There is no other organization here that takes requests.").waitFor();
  await browser.look(page, "join dialog");

  await goTo(admin, "#/settings/workspace");
  await admin.getByLabel("E-mail of another owner").fill(bo.email);
  await admin.getByRole("button", { name: "Name owner" }).click();
  await admin.getByRole("button", { name: `Remove ${bo.name} from the owners` }).waitFor();
  await browser.look(admin, "workspace owners");
  // The next tests are those of the only owner.
  await admin.getByRole("button", { name: `Remove ${bo.name} from the owners` }).click();
  await admin.getByText("The last owner stays").waitFor();
});
