// A window opened from another: what its address says, and what it must not be taken for.
import { afterEach, describe, expect, it, vi } from "vitest";
import { enter, handedOver, openAnother } from "./handover";
import { session, setSession, signedOut } from "./session";
import { setTransportForTest, type Transport } from "./transport";

afterEach(() => {
  signedOut();
  history.replaceState(null, "", "/");
});

describe("the address", () => {
  it("names session, organization and page, beside the door's own token", () => {
    expect(handedOver("#token=d&session=s&organization=o&at=%2Fleads%3Fq%3Da%2526b")).toEqual({
      token: "s",
      organization: "o",
      at: "/leads?q=a%26b",
    });
    expect(handedOver("#session=s")).toEqual({ token: "s", organization: null, at: "/" });
  });

  it("of a page is none, whatever stands in it", () => {
    expect(handedOver("")).toBeNull();
    expect(handedOver("#token=d")).toBeNull();
    expect(handedOver("#/leads?q=x&session=s")).toBeNull();
  });

  it("leads to pages of this window only", () => {
    expect(handedOver("#session=s&at=https%3A%2F%2Felsewhere.example")?.at).toBe("/");
  });
});

it("what one window gives, the next one takes", async () => {
  const openWindow = vi.fn(async (_place: string) => {});
  const call = vi.fn(async (name: string) => ({ token: name === "account.enter" ? "s-2" : "h" }));
  setTransportForTest({ call, openWindow } as Partial<Transport> as Transport);
  setSession({ token: "s-1", organization: "o" });
  history.replaceState(null, "", "#/campaigns?view=board&q=%25");
  await openAnother();
  const given = handedOver(`#${openWindow.mock.calls[0]?.[0]}`);
  expect(given).toEqual({ token: "h", organization: "o", at: "/campaigns?view=board&q=%25" });
  if (given) await enter(given);
  expect(session()).toMatchObject({ token: "s-2", organization: "o" });
  expect(location.hash).toBe("#/campaigns?view=board&q=%25");
});

it("a token that came too late leaves one to sign in", async () => {
  const call = () => Promise.reject({ code: "signed_out", message: "Too late." });
  setTransportForTest({ call } as Partial<Transport> as Transport);
  await enter({ token: "h", organization: "o", at: "/leads" });
  expect(session().token).toBeNull();
  expect(location.hash).toBe("#/leads");
});
