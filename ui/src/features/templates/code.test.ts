// The code field keeps the text whole.
import { describe, expect, it } from "vitest";
import { indented, lineCount, offsetOf, variableTag } from "./code";

const text = "one\n  two\nthree";

describe("a line and column", () => {
  it("is found", () => {
    expect(text.slice(offsetOf(text, 2, 3))).toBe("two\nthree");
  });

  it("beyond the line is its end, beyond the text the end of the text", () => {
    expect([offsetOf(text, 1, 99), offsetOf(text, 99, 1)]).toEqual([3, text.length]);
  });

  it("counts lines as they are numbered", () => {
    expect([lineCount(""), lineCount(text)]).toEqual([1, 3]);
  });
});

describe("Tab", () => {
  it("goes on by one step at the cursor", () => {
    expect(indented({ text: "ab", start: 1, end: 1 }, false)).toEqual({
      text: "a  b",
      start: 3,
      end: 3,
    });
  });

  it("indents every chosen line, and takes it back", () => {
    const chosen = { text, start: 1, end: text.length };
    const inside = indented(chosen, false);
    expect(inside.text).toBe("  one\n    two\n  three");
    expect(indented(inside, true).text).toBe(text);
  });

  it("takes nothing from a line that is not indented", () => {
    expect(indented({ text: "ab", start: 1, end: 1 }, true).text).toBe("ab");
  });
});

it("a fallback cannot end its own quotes", () => {
  expect(variableTag("first_name", ' my "friend" ')).toBe(
    "{{ first_name | default: \"my 'friend'\" }}",
  );
  expect(variableTag("first_name", "")).toBe("{{ first_name }}");
});
