// The page stays where it is the same for both organizations.
import { expect, it } from "vitest";
import { pageAfterSwitch } from "./afterSwitch";

const id = "019a7c1e-4f7a-7b7e-8a55-0242ac120002";

it.each([
  ["/leads", "/leads"],
  ["/settings/audit", "/settings/audit"],
  [`/campaigns/${id}/audience`, "/campaigns"],
  [`/campaigns/templates/${id}`, "/campaigns/templates"],
  [`/contacts/import/${id}`, "/contacts/import"],
  ["/", "/"],
])("%s → %s", (from, to) => {
  expect(pageAfterSwitch(from)).toBe(to);
});
