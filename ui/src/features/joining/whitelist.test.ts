// The organization's own domain is offered until it is listed; one address at it is not the domain.
import { expect, it } from "vitest";
import { domainToOffer } from "./whitelist";

it("offers the domain as long as it is not listed itself", () => {
  expect(domainToOffer("harbor.com", [])).toBe("harbor.com");
  expect(domainToOffer("harbor.com", [{ pattern: "ada@harbor.com" }])).toBe("harbor.com");
  expect(domainToOffer("harbor.com", [{ pattern: "@sub.harbor.com" }])).toBe("harbor.com");
  expect(domainToOffer("harbor.com", [{ pattern: "@harbor.com" }])).toBeNull();
});

it("offers nothing without a domain", () => {
  expect(domainToOffer("", [])).toBeNull();
  expect(domainToOffer(undefined, [])).toBeNull();
});
