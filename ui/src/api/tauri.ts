// The door inside the desktop window: four commands, a channel and the system's own dialogs.
import { Channel, invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save as saveDialog } from "@tauri-apps/plugin-dialog";
import { openUrl } from "@tauri-apps/plugin-opener";
import { toApiError } from "./errors";
import { session } from "./session";
import type { Change, PickedFile, Transport } from "./transport";

const nameOf = (path: string) => path.split(/[\\/]/).pop() ?? path;
const picked = (path: string): PickedFile => ({
  name: nameOf(path),
  size: null,
  source: { path },
});

async function ask<T>(command: string, ...rest: [unknown?, object?]): Promise<T> {
  try {
    return await invoke<T>(
      command,
      ...(rest as Parameters<typeof invoke> extends [string, ...infer R] ? R : never),
    );
  } catch (thrown) {
    throw toApiError(thrown);
  }
}

/** Header values are ASCII; a file name need not be. */
const uploadHeaders = (name: string) => ({
  headers: { session: session().token ?? "", name: encodeURIComponent(name) },
});

export function tauriTransport(): Transport {
  return {
    async call(name, organization, request, signal) {
      signal?.throwIfAborted();
      const answer = await ask("rpc", { session: session().token, organization, name, request });
      signal?.throwIfAborted();
      return answer;
    },

    async upload(file, onProgress) {
      const headers = uploadHeaders(file.name);
      if ("path" in file.source) {
        return (await ask<{ upload: string }>("upload", { path: file.source.path }, headers))
          .upload;
      }
      const bytes = new Uint8Array(await file.source.file.arrayBuffer());
      const answer = await ask<{ upload: string }>("upload", bytes, headers);
      onProgress?.(bytes.length, bytes.length);
      return answer.upload;
    },

    async download(name, organization, request) {
      const bytes = await ask<ArrayBuffer>("download", {
        session: session().token,
        organization,
        name,
        request,
        saveAs: null,
      });
      return new Blob([bytes]);
    },

    // The shell asks for the place itself: this page only suggests a name.
    save: (name, organization, request, fileName) =>
      ask<string | null>("download", {
        session: session().token,
        organization,
        name,
        request,
        saveAs: fileName,
      }),

    subscribe(organization, onChange) {
      const channel = new Channel<Change>();
      let open = true;
      channel.onmessage = (change) => {
        if (open) onChange(change);
      };
      void invoke("subscribe", { session: session().token, organization, channel }).catch(() => {
        // A session that ended meanwhile is met by the next command, which says so.
      });
      return () => {
        open = false;
      };
    },

    async pickFile({ title, extensions, multiple = false }) {
      const filters = extensions.length > 0 ? [{ name: title, extensions }] : [];
      const chosen = await open({ title, filters, multiple });
      if (chosen === null) return [];
      return (Array.isArray(chosen) ? chosen : [chosen]).map(picked);
    },

    pickPlace: (title, fileName) => saveDialog({ title, defaultPath: fileName }),

    onDrop(handler) {
      const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
        const scale = window.devicePixelRatio;
        if (payload.type === "leave") {
          handler({ kind: "leave", x: 0, y: 0, files: [] });
          return;
        }
        const files = payload.type === "drop" ? payload.paths.map(picked) : [];
        handler({
          kind: payload.type === "drop" ? "drop" : "over",
          x: payload.position.x / scale,
          y: payload.position.y / scale,
          files,
        });
      });
      return () => void listening.then((stop) => stop());
    },

    openExternal: (url) => openUrl(url),
    openWindow: (place) => ask("open_window", { place }),
  };
}
