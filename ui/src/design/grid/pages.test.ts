// Pages come when wanted, are dropped when left behind, and never blank the list.
import { expect, it, vi } from "vitest";
import { makePages, pageSize } from "./pages";

const rowsFrom = (offset: number, limit: number, mark = "") =>
  Array.from({ length: limit }, (_, row) => `${mark}${offset + row}`);
const settle = () => new Promise((resolve) => setTimeout(resolve));

it("fetches the pages of the window and answers their rows", async () => {
  const fetch = vi.fn(async (offset: number, limit: number) => rowsFrom(offset, limit));
  const changed = vi.fn();
  const pages = makePages(fetch, changed);
  pages.want(95, 120);
  expect(pages.row(95)).toBeUndefined();
  await settle();
  expect(fetch.mock.calls.map(([offset, limit]) => [offset, limit])).toEqual([
    [0, pageSize],
    [100, pageSize],
  ]);
  expect([pages.row(95), pages.row(119)]).toEqual(["95", "119"]);
  expect(changed).toHaveBeenCalledTimes(2);
});

it("stops asking for pages that were left behind", async () => {
  const aborted: number[] = [];
  const fetch = (offset: number, limit: number, signal: AbortSignal) =>
    new Promise<string[]>((resolve) => {
      signal.addEventListener("abort", () => aborted.push(offset));
      setTimeout(() => resolve(rowsFrom(offset, limit)));
    });
  const pages = makePages(fetch, () => {});
  pages.want(0, 10);
  pages.want(50_000, 50_010);
  await settle();
  expect(aborted).toEqual([0]);
  expect(pages.row(0)).toBeUndefined();
  expect(pages.row(50_005)).toBe("50005");
});

it("drops the least recently used page beyond its room", async () => {
  const pages = makePages(
    async (offset, limit) => rowsFrom(offset, limit),
    () => {},
    2,
  );
  for (const first of [0, 100, 0, 200]) {
    pages.want(first, first + 10);
    await settle();
  }
  expect([pages.row(0), pages.row(100), pages.row(200)]).toEqual(["0", undefined, "200"]);
});

it("shows stale rows until the new ones are here, but none of another view", async () => {
  let mark = "old ";
  const pages = makePages(
    async (offset, limit) => rowsFrom(offset, limit, mark),
    () => {},
  );
  pages.want(0, 10);
  await settle();
  mark = "new ";
  pages.refresh();
  expect(pages.row(3)).toBe("old 3");
  await settle();
  expect(pages.row(3)).toBe("new 3");
  pages.reset();
  expect(pages.row(3)).toBeUndefined();
});

it("keeps a failure until asked again, and does not hammer meanwhile", async () => {
  let broken = true;
  const fetch = vi.fn(async (offset: number, limit: number) => {
    if (broken) throw new Error("no");
    return rowsFrom(offset, limit);
  });
  const pages = makePages(fetch, () => {});
  pages.want(0, 10);
  await settle();
  pages.want(0, 20);
  await settle();
  expect(pages.error()).toEqual(new Error("no"));
  expect(fetch).toHaveBeenCalledTimes(1);
  broken = false;
  pages.retry();
  await settle();
  expect(pages.error()).toBeNull();
  expect(pages.row(0)).toBe("0");
});

it("loads a range across pages", async () => {
  const pages = makePages(
    async (offset, limit) => rowsFrom(offset, limit),
    () => {},
  );
  const rows = await pages.load(95, 205);
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([110, "95", "204"]);
});
