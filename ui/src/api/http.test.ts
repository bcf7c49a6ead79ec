// The local server's door: how one enters, what every request carries, and what failures become.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, toApiError } from "./errors";
import { readEvents } from "./events";
import { httpTransport, type Surroundings } from "./http";
import { setSession, signedOut } from "./session";

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

const around = (
  answer: (path: string, init: RequestInit) => Response | Promise<Response>,
  hash = "",
) => {
  const fetch = vi.fn(async (path: unknown, init: RequestInit = {}) => answer(String(path), init));
  const replaceAddress = vi.fn();
  sessionStorage.clear();
  const surroundings: Surroundings = {
    fetch: fetch as unknown as typeof globalThis.fetch,
    storage: sessionStorage,
    location: { hash, pathname: "/", search: "" },
    replaceAddress,
  };
  return { fetch, replaceAddress, surroundings };
};

afterEach(signedOut);

describe("entering", () => {
  it("trades the token for the door's bearer and clears the address", async () => {
    const { surroundings, fetch, replaceAddress } = around(
      (path) => (path === "/token" ? json({ bearer: "door-1" }) : json({ open: false })),
      "#token=abc123",
    );
    const door = await httpTransport(surroundings);
    setSession({ token: "s-1" });
    await door.call("workspace.status", "org", { a: 1 });

    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"token":"abc123"}');
    expect(replaceAddress).toHaveBeenCalledWith("/");
    const [path, init] = fetch.mock.calls[1] ?? [];
    expect(path).toBe("/rpc/workspace.status");
    expect(init?.body).toBe('{"organization":"org","request":{"a":1}}');
    expect(init?.headers).toMatchObject({
      "X-Reachly-Door": "door-1",
      Authorization: "Bearer s-1",
    });
  });

  it("with a used token says so, and keeps nothing", async () => {
    const { surroundings } = around(
      () => json({ code: "signed_out", message: "Used." }, 401),
      "#token=x",
    );
    await expect(httpTransport(surroundings)).rejects.toMatchObject({ code: "signed_out" });
    expect(sessionStorage.getItem("reachly.door")).toBeNull();
  });

  it("leaves other addresses alone", async () => {
    const { surroundings, fetch, replaceAddress } = around(() => json({}), "#/contacts?token=x");
    await httpTransport(surroundings);
    expect(fetch).not.toHaveBeenCalled();
    expect(replaceAddress).not.toHaveBeenCalled();
  });
});

it("another tab gets a token of its own in its address, and no opener", async () => {
  const { surroundings } = around((path) =>
    path === "/link" ? json({ token: "next" }) : json({}),
  );
  const open = vi.spyOn(window, "open").mockReturnValue(null);
  const door = await httpTransport(surroundings);
  await door.openWindow("session=s&at=%2Fleads");
  expect(open).toHaveBeenCalledWith("/#token=next&session=s&at=%2Fleads", "_blank", "noopener");
});

describe("failures", () => {
  const failing = async (answer: () => Response | Promise<Response>) => {
    const { surroundings } = around(answer);
    const door = await httpTransport(surroundings);
    return door.call("x.y", null, {}).then(
      () => null,
      (thrown: unknown) => thrown,
    );
  };

  it("of the core keep code, field, what was kept and what to do", async () => {
    const shape = {
      code: "taken",
      message: "Taken.",
      field: "slug",
      kept: "The draft.",
      todo: "Choose.",
    };
    const error = await failing(() => json(shape, 409));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject(shape);
  });

  it("without a body still have a sentence", async () => {
    const error = await failing(() => new Response("<html>", { status: 502 }));
    expect(error).toMatchObject({ code: "http_502", field: null });
    expect((error as ApiError).todo).not.toBe("");
  });

  it("of the network are said to be that", async () => {
    const error = await failing(() => Promise.reject(new TypeError("fetch failed")));
    expect(error).toMatchObject({ code: "unreachable" });
  });

  it("by our own abort stay aborts", async () => {
    const abort = new DOMException("gone", "AbortError");
    expect(await failing(() => Promise.reject(abort))).toBe(abort);
  });

  it("of any other kind become one of ours, once", () => {
    const error = toApiError("boom");
    expect(error.code).toBe("unexpected");
    expect(toApiError(error)).toBe(error);
  });
});

describe("server-sent events", () => {
  const read = async (...chunks: string[]) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });
    const events: string[] = [];
    for await (const data of readEvents(new Response(body))) events.push(data);
    return events;
  };

  it("are put together from pieces, comments left out", async () => {
    expect(
      await read(": hello\n\nda", 'ta: {"a"', ":1}\n", "\ndata: two\r\n\r\ndata: cut"),
    ).toEqual(['{"a":1}', "two"]);
  });
});
