// A row of the audit trail in one line.
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../api/gen/types";
import { format } from "../../design/format";
import { summaryOf } from "./summary";

const commitment = { item: 0, commitment: "ab12" };

describe("the summary of an audit row", () => {
  it("names the fields of a single changed row, and counts what was added beside it", () => {
    const rows: JsonValue[] = [
      { table: "leads", key: 1, did: "update", fields: { status: ["new", "contacted"] } },
      { table: "lead_status_history", key: 7, did: "insert", fields: {} },
    ];
    expect(summaryOf({ rows, of: 2, detail: {} })).toBe(
      "status new → contacted · 1 added in lead status history",
    );
  });

  it("shows no personal value and no reference, only that a field changed", () => {
    const fields = { email: [commitment, commitment], owner_key: [1, 2], city: ["", "Porto"] };
    const text = summaryOf({
      rows: [{ table: "contacts", key: 1, did: "update", fields }],
      of: 1,
      detail: {},
    });
    expect(text).toBe("email (private) → (private) · city nothing → Porto");
  });

  it("counts many rows, and those that are not told", () => {
    const rows = Array.from({ length: 20 }, (_, key) => ({
      table: "contacts",
      key,
      did: "insert",
      fields: {},
    }));
    expect(summaryOf({ rows, of: 1_020, detail: { file: "fair.csv" } })).toBe(
      "file fair.csv · 20 added in contacts · 1,000 more",
    );
  });

  it("writes lists as before and after, times as times, and leaves ids out", () => {
    const detail = { includeLists: [[], ["Spring fair"]], run: crypto.randomUUID(), seed: 42 };
    const fields = { ended_at: [null, 0] };
    const rows: JsonValue[] = [{ table: "campaigns", key: 1, did: "update", fields }];
    const text = summaryOf({ rows, of: 1, detail });
    expect(text).toContain("include lists nothing → Spring fair · seed 42 · ended at nothing → ");
    expect(text).toMatch(/19(70|69)/);
    expect(text).not.toContain(detail.run);
  });

  it("says nothing of what it does not know", () => {
    expect(summaryOf(null)).toBe("");
    expect(summaryOf("text")).toBe("");
  });

  it("tells the moments of the campaign clock as times", () => {
    const detail = { from: 1_794_060_000_000, to: 1_794_492_000_000 };
    const [from, to] = [format.time(detail.from), format.time(detail.to)];
    expect(summaryOf({ rows: [], of: 0, detail })).toBe(`from ${from} · to ${to}`);
    expect(summaryOf({ rows: [], of: 0, detail: { seed: 42 } })).toBe("seed 42");
  });
});
