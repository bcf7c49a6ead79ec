// The address of the leads, read back.
import { expect, it } from "vitest";
import { answersMost, leadsSearch, viewOf } from "./search";

it("takes from the address what makes sense, and leaves the rest", () => {
  const search = leadsSearch({
    view: "table",
    source: "manual",
    status: "new",
    answers: [{ field: "plan", value: "Dental" }, { field: "plan" }, "plan", { value: "x" }, null],
  });
  expect(search.answers).toEqual([{ field: "plan", value: "Dental" }]);
  expect(viewOf(search)).toEqual({
    status: "new",
    source: "manual",
    fields: [{ field: "plan", value: "Dental" }],
    sort: { by: "created", descending: true },
  });
  expect(leadsSearch({ source: "toString", answers: "plan" })).toMatchObject({
    source: undefined,
    answers: undefined,
  });
});

it("asks for no more answers than the core takes", () => {
  const answers = Array.from({ length: 9 }, (_, at) => ({ field: `f${at}`, value: "x" }));
  expect(leadsSearch({ answers }).answers).toHaveLength(answersMost);
});
