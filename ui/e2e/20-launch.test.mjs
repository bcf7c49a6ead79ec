// A campaign is launched by hand, plays on with the campaign clock, and the night's proof finds its figures right.
import { test } from "./check.mjs";
import * as journey from "./journey.mjs";

/** The frame first: before it stands, an address leads nowhere. */
async function goTo(page, hash) {
  await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
}

/** A campaign that is ready, to twenty people. */
async function ready(house, who) {
  const list = await house.call("lists.create", { name: "To be launched" }, who);
  for (let at = 0; at < 20; at += 1) {
    const fields = { email: `launch${at}@harbor-benefits.com`, firstName: `Launch ${at}` };
    await house.call("contacts.create", { fields, lists: [list.id] }, who);
  }
  const template = await house.call(
    "templates.create",
    { name: "Launch letter", starter: "plain-letter" },
    who,
  );
  const email = await house.call("templates.publish", { template: template.id }, who);
  const form = await house.call("forms.create", { name: "Launch form" }, who);
  const version = await house.call("forms.publish", { form: form.id }, who);
  const campaign = await house.call("campaigns.create", { name: "To the launch" }, who);
  await house.call(
    "campaigns.update",
    {
      campaign: campaign.id,
      version: campaign.version,
      includeLists: [list.id],
      templateVersion: email.id,
      formVersion: version.id,
    },
    who,
  );
  return campaign.id;
}

test("a launched campaign plays on with the clock", async ({ house, browser }) => {
  const { token, me } = await house.call("access.signIn", {
    email: journey.ada.email,
    password: journey.ada.password,
  });
  const who = { session: token, organization: me.memberships[0].organization };
  const campaign = await ready(house, who);
  const page = await browser.tab(who);
  const hand = journey.inTab(page);
  const inDialog = (name) => page.getByRole("dialog").getByRole("button", { name }).click();
  await goTo(page, `#/campaigns/${campaign}/launch`);
  await hand.press("Launch campaign");
  await inDialog("Launch campaign");
  await page.getByRole("heading", { name: "Launched" }).waitFor();
  await page.getByText("Just begun; it plays for 30").waitFor();
  await browser.look(page, "launched campaign");
  await hand.press("1 week");
  await browser.look(page, "move the clock");
  await inDialog("Move the clock");
  await page.getByText("7 d of 30 d played").waitFor();
  await page.getByRole("link", { name: "See the results" }).click();
  await page.getByText("launched · seed").waitFor();
  await page.getByText("as of").waitFor();
});

test("the night's proof is run by hand and found right", async ({ house, browser }) => {
  const { token, me } = await house.call("access.signIn", {
    email: journey.ada.email,
    password: journey.ada.password,
  });
  const page = await browser.tab({
    session: token,
    organization: me.memberships[0].organization,
  });
  await goTo(page, "#/settings/jobs");
  await page.getByRole("button", { name: "Run now: Proof of the figures" }).click();
  await page.getByText("all right").first().waitFor();
  await browser.look(page, "jobs");
});
