// What stands behind a test: a member of an organization, and a campaign that could be launched.
import * as journey from "./journey.mjs";

/** A session of an organization; made where there is none yet. */
export async function member(house) {
  const { open } = await house.call("workspace.status");
  if (!open) await house.call("workspace.create", { path: "landing" });
  const { name, email, password } = journey.ada;
  const secrets = { email, password };
  const signed = await house
    .call("access.signIn", secrets)
    .catch(async () => (await house.call("access.signUp", { name, ...secrets })).session);
  const session = signed.token;
  const organization =
    signed.me.memberships[0]?.organization ??
    (
      await house.call(
        "organizations.create",
        {
          name: journey.office.name,
          postalAddress: journey.office.address,
          reportingZone: "America/New_York",
          currency: "USD",
        },
        { session },
      )
    ).id;
  const who = { session, organization };
  return Object.assign((command, request) => house.call(command, request, who), { who });
}

/** A campaign that could be launched, with its page and a recipient's links. */
export async function campaign(call, name, page) {
  const form = await call("forms.create", { name });
  const content = {
    definition: page.definition,
    thankYouMessage: page.thanks,
    redirectUrl: null,
  };
  await call("forms.saveDraft", { form: form.id, content, baseUpdatedAt: form.draftUpdatedAt });
  const formVersion = (await call("forms.publish", { form: form.id })).id;
  const template = await call("templates.create", { name, starter: "plain-letter" });
  const templateVersion = (await call("templates.publish", { template: template.id })).id;
  const list = (await call("lists.create", { name })).id;
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@harbor-benefits.com`;
  const contact = (
    await call("contacts.create", { fields: { email, firstName: "Rosa" }, lists: [list] })
  ).id;
  const made = await call("campaigns.create", { name });
  const ready = await call("campaigns.update", {
    campaign: made.id,
    version: made.version,
    formVersion,
    templateVersion,
    includeLists: [list],
    landingHeadline: page.headline,
    landingIntro: page.intro,
  });
  const preview = await call("campaigns.preview", { campaign: made.id, contact });
  return { id: made.id, slug: ready.slug, ...preview };
}
