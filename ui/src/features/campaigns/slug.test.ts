// From typing to a free address.
import { describe, expect, it } from "vitest";
import { asSlug, isSlug, slugState } from "./slug";

describe("what is typed becomes an address", () => {
  it("loses capitals, accents and spaces", () => {
    expect(asSlug("Été 2027: Open Enrolment!")).toBe("ete-2027-open-enrolment-");
  });

  it("never begins with a hyphen, so that typing can go on at the end only", () => {
    expect(asSlug("--plans")).toBe("plans");
  });

  it("is cut at 64 characters", () => {
    expect(asSlug("a".repeat(80))).toHaveLength(64);
  });
});

describe("an address", () => {
  it("has 3 to 64 letters, digits and hyphens, and no hyphen at its ends", () => {
    expect(["abc", "a-1", "a".repeat(64)].every(isSlug)).toBe(true);
    const wrong = ["ab", "-abc", "abc-", "Abc", "a b c", "a".repeat(65), "aé1"];
    expect(wrong.filter(isSlug)).toEqual([]);
  });
});

describe("what is said beside it", () => {
  const taken = { slug: "spring", free: false, suggestion: "spring-2" };

  it("nothing about the campaign's own address", () => {
    expect(slugState("spring", "spring", undefined)).toEqual({ state: "own" });
  });

  it("the rule, before the core is asked", () => {
    expect(slugState("sp ring", "old", undefined)).toEqual({ state: "wrong" });
  });

  it("a suggestion when it is taken", () => {
    expect(slugState("spring", "old", taken)).toEqual({ state: "taken", suggestion: "spring-2" });
  });

  it("an answer to an earlier typing is not taken for this one", () => {
    expect(slugState("spring-2", "old", taken)).toEqual({ state: "checking" });
    const free = { slug: "spring-2", free: true, suggestion: "spring-2" };
    expect(slugState("spring-2", "old", free)).toEqual({ state: "free" });
  });
});
