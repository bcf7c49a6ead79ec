// The door of the local server: fetch on our own origin, a one-time token in the address, no cookies.

import { words } from "../words";
import { ApiError, errorOf, isAbort, toApiError } from "./errors";
import { readEvents } from "./events";
import { session } from "./session";
import type { Change, PickedFile, Progress, Transport } from "./transport";

const doorKey = "reachly.door";
const retryFirst = 500;
const retryLongest = 10_000;
const overCodes = ["signed_out", "locked", "not_found"];

export interface Surroundings {
  fetch: typeof fetch;
  storage: Storage;
  location: Pick<Location, "hash" | "pathname" | "search">;
  replaceAddress(url: string): void;
}

const browser = (): Surroundings => ({
  fetch: (...args) => fetch(...args),
  storage: sessionStorage,
  location: window.location,
  replaceAddress: (url) => history.replaceState(null, "", url),
});

/** Trades `#token=…` for the bearer of this tab and takes it out of the address bar. */
async function enter(around: Surroundings): Promise<void> {
  const token = /[#&]token=([^&]+)/.exec(around.location.hash)?.[1];
  if (token === undefined) return;
  around.replaceAddress(around.location.pathname + around.location.search);
  const response = await around.fetch("/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) throw await errorOf(response);
  const { bearer } = (await response.json()) as { bearer: string };
  around.storage.setItem(doorKey, bearer);
}

function pickInPage(extensions: string[], multiple: boolean): Promise<PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = multiple;
    input.accept = extensions.map((extension) => `.${extension}`).join(",");
    input.addEventListener("change", () => resolve([...(input.files ?? [])].map(fromFile)));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

export const fromFile = (file: File): PickedFile => ({
  name: file.name,
  size: file.size,
  source: { file },
});

/** XMLHttpRequest, because fetch cannot say how far an upload has come. */
function sendFile(
  url: string,
  file: File,
  headers: Record<string, string>,
  onProgress?: Progress,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onProgress?.(event.loaded, event.total));
    request.addEventListener("error", () => reject(toApiError(new TypeError("network"))));
    request.addEventListener("load", () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (!answer.ok) void errorOf(answer).then(reject);
      else void answer.json().then((body: { upload: string }) => resolve(body.upload), reject);
    });
    request.send(file);
  });
}

export async function httpTransport(around: Surroundings = browser()): Promise<Transport> {
  await enter(around);

  const headers = (): Record<string, string> => {
    const door = around.storage.getItem(doorKey);
    const { token } = session();
    return {
      ...(door === null ? {} : { "X-Reachly-Door": door }),
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    };
  };

  const send = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      const response = await around.fetch(path, {
        ...init,
        headers: { ...headers(), ...(init.headers as Record<string, string>) },
      });
      if (!response.ok) throw await errorOf(response);
      return response;
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      throw toApiError(thrown);
    }
  };

  const post = (path: string, body: unknown, signal?: AbortSignal) =>
    send(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });

  const download = async (name: string, organization: string | null, request: unknown) =>
    (await post(`/download/${name}`, { organization, request })).blob();

  return {
    async call(name, organization, request, signal) {
      return (await post(`/rpc/${name}`, { organization, request }, signal)).json();
    },

    upload(file, onProgress) {
      if (!("file" in file.source)) {
        throw new ApiError({ code: "no_path_here", ...words.errors.noPathHere });
      }
      const url = `/upload?name=${encodeURIComponent(file.name)}`;
      return sendFile(url, file.source.file, headers(), onProgress);
    },

    download,

    async save(name, organization, request, fileName) {
      const url = URL.createObjectURL(await download(name, organization, request));
      const link = document.createElement("a");
      link.href = url;
      link.download = fileName;
      link.click();
      // The click has read the address by the next turn of the loop.
      setTimeout(() => URL.revokeObjectURL(url));
      return fileName;
    },

    subscribe(organization, onChange) {
      const stop = new AbortController();
      void listen(organization, onChange, stop.signal);
      return () => stop.abort();
    },

    pickFile: ({ extensions, multiple = false }) => pickInPage(extensions, multiple),
    pickPlace: async () => null,
    onDrop: () => () => {},
    openExternal: async (url) => void window.open(url, "_blank", "noopener"),

    async openWindow(place) {
      const { token } = (await (await post("/link", {})).json()) as { token: string };
      // Without an opener the new tab has a session storage of its own.
      const { pathname, search } = around.location;
      window.open(`${pathname}${search}#token=${token}&${place}`, "_blank", "noopener");
    },
  };

  /** Stays connected. After a gap everything counts as changed: what happened in it is unknown. */
  async function listen(
    organization: string | null,
    onChange: (change: Change) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const query = organization === null ? "" : `?organization=${encodeURIComponent(organization)}`;
    let wait = retryFirst;
    let gap = false;
    while (!signal.aborted) {
      try {
        const response = await send(`/changes${query}`, { method: "GET", signal });
        if (gap) onChange({ organization, topics: ["*"], ids: [] });
        wait = retryFirst;
        for await (const data of readEvents(response)) onChange(JSON.parse(data) as Change);
      } catch (thrown) {
        // Signed out, locked, or no member any more: whoever comes back subscribes anew.
        const over = thrown instanceof ApiError && overCodes.includes(thrown.code);
        if (signal.aborted || over) return;
      }
      gap = true;
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, retryLongest);
    }
  }
}
