// The address of results holds what makes sense, and leads to the people of exactly one figure.
import { describe, expect, it } from "vitest";
import { peopleHref, resultsSearch } from "./search";

describe("the address of results", () => {
  it("leaves out what is no day", () => {
    expect(resultsSearch({ from: "2026-11-12", to: "soon", metric: "" })).toEqual({
      from: "2026-11-12",
    });
  });

  it("of the people of a figure keeps the days and nothing of another figure", () => {
    const href = peopleHref(
      "c1",
      { from: "2026-11-12", metric: "opens", device: "mobile" },
      { metric: "clicks", link: "https://a.example/?b=1&c=2" },
    );
    const search = new URLSearchParams(href.slice(href.indexOf("?")));
    expect(Object.fromEntries(search)).toEqual({
      from: "2026-11-12",
      metric: "clicks",
      link: "https://a.example/?b=1&c=2",
    });
  });
});
