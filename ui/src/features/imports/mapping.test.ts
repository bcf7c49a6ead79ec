// Which column is which, on which line a row stands, and which cell a problem is about.
import { describe, expect, it } from "vitest";
import { guessedMapping, linesOf, mappingProblem, previewOf, problemsOf } from "./mapping";

const format = { encoding: "UTF-8", delimiter: ",", header: true, skipLines: 0 };
const fields = [
  { key: "email", label: "E-mail" },
  { key: "phone", label: "Phone" },
];
const column = (index: number, field: string | null) => ({
  index,
  header: "",
  field,
  confidence: 100,
  sample: [],
});

describe("the mapping", () => {
  it("begins with the guesses; what is to be left out is left out", () => {
    expect(guessedMapping([column(0, "email"), column(1, "ignore"), column(2, null)])).toEqual([
      "email",
      null,
      null,
    ]);
  });

  it("needs somebody to be named, and each field once", () => {
    expect(mappingProblem(["phone", null], fields)).toContain("e-mail address, or the name");
    expect(mappingProblem(["email", "email"], fields)).toBe("Only one column can be “E-mail”.");
    expect(mappingProblem(["email", "phone"], fields)).toBeNull();
  });

  it("goes to one list only: the new one, where one is named", () => {
    const target = { list: "l1", newList: " Fair " };
    expect(previewOf("i", format, ["email"], target)).toMatchObject({ newList: "Fair" });
    expect(previewOf("i", format, ["email"], target)).not.toHaveProperty("list");
    expect(previewOf("i", format, ["email"], { list: "l1", newList: null })).toMatchObject({
      list: "l1",
    });
  });
});

describe("the lines", () => {
  const rows = [
    ["a@x.com", "one\ntwo"],
    ["b@x.com", ""],
  ];

  it("count breaks inside cells, the header and what was skipped", () => {
    expect(linesOf(rows, format, ["E-mail", "Note"])).toEqual([2, 4]);
    expect(linesOf(rows, { ...format, header: false, skipLines: 3 }, [])).toEqual([4, 6]);
  });

  it("lead from a note to its cell, or to the whole row", () => {
    const note = (line: number, value: string) => ({
      line,
      value,
      decision: "new",
      reason: "Looks odd.",
    });
    const found = problemsOf(rows, [2, 4], [note(4, "b@x.com"), note(2, "")]);
    expect(found.get(1)?.column).toBe(0);
    expect(found.get(0)?.column).toBeNull();
    expect(problemsOf(rows, [2, 4], [note(3, "b@x.com")]).size).toBe(0);
  });
});
