// An invitation is over at the millisecond the core says so, and not before.
import { expect, it } from "vitest";
import { daysAtFirst, daysOffered, expiryOf } from "./invitation";

const day = 86_400_000;
const now = 1_000 * day;

it("counts down, and then says that it is over", () => {
  const soon = expiryOf(now + 3 * day, now);
  expect(soon.over).toBe(false);
  expect(soon.text.replaceAll("\u00A0", " ")).toBe("Expires in 3 d");
  const made = expiryOf(now + 7 * day - 3_000, now);
  expect(made.text.replaceAll("\u00A0", " ")).toBe("Expires in 7 d");
  expect(expiryOf(now, now).over).toBe(true);
  expect(expiryOf(now + 1, now).over).toBe(false);
  expect(expiryOf(now - 2 * day, now).text.replaceAll("\u00A0", " ")).toBe("Expired 2 d ago");
  expect(expiryOf(null, now).over).toBe(true);
});

it("offers what the core takes, its own choice among it", () => {
  expect(daysOffered).toContain(daysAtFirst);
  expect(Math.min(...daysOffered)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...daysOffered)).toBeLessThanOrEqual(90);
});
