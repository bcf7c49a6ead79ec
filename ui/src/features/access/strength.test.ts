// Words for passwords: length counts, repetition and one's own name do not.
import { expect, it } from "vitest";
import { strengthOf } from "./strength";

it.each([
  ["short", 0],
  ["aaaaaaaaaaaaaaaa", 1],
  ["password12345", 1],
  ["harbor benefits 1", 4],
  ["correct horse battery staple", 4],
])("%s scores %i", (password, score) => {
  expect(strengthOf(password).score).toBe(score);
});

it("one's own name adds nothing", () => {
  expect(strengthOf("Maria.Gonzalez", ["Maria Gonzalez", "maria@harbor.com"]).score).toBe(1);
  expect(strengthOf("Maria.Gonzalez").score).toBeGreaterThan(1);
});
