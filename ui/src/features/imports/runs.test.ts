// A reload, or another window, finds the job of an import.
import { describe, expect, it } from "vitest";
import type { Import, JobProgress } from "../../api/gen/types";
import { rememberRun, runOf } from "./runs";

const job = (id: string, state = "running") => ({ id, state }) as JobProgress;
const import_ = (id: string, job: Import["job"]) => ({ id, job }) as Import;

describe("the job of an import", () => {
  it("is the one the import names", () => {
    const named = import_("i1", { id: "j1", preview: false });
    expect(runOf(named, [job("j0"), job("j1")])?.id).toBe("j1");
  });

  it("is no preview, and none that has ended", () => {
    expect(runOf(import_("i1", { id: "j1", preview: true }), [job("j1")])).toBeUndefined();
    expect(runOf(import_("i1", { id: "j1", preview: false }), [job("j1", "done")])).toBeUndefined();
    expect(runOf(import_("i1", null), [job("j1")])).toBeUndefined();
  });

  it("is known at once to the window that started it", () => {
    rememberRun("i2", "j2");
    expect(runOf(import_("i2", null), [job("j2")])?.id).toBe("j2");
  });
});
