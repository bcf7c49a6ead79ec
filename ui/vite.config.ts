import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { type Tokens, tokensCss } from "./src/design/tokens-css.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes src/design/tokens.css from tokens.json, at start and whenever the tokens change. */
function designTokens(): Plugin {
  const source = file("./src/design/tokens.json");
  const target = file("./src/design/tokens.css");
  const write = () => {
    const next = tokensCss(JSON.parse(readFileSync(source, "utf8")) as Tokens);
    let before = "";
    try {
      before = readFileSync(target, "utf8");
    } catch {
      // The first build has no sheet yet.
    }
    if (before !== next) writeFileSync(target, next);
  };
  return {
    name: "design-tokens",
    enforce: "pre",
    config: write,
    configureServer(server) {
      server.watcher.on("change", (changed) => changed === source && write());
    },
  };
}

/** What the window and the local server both send; here it guards `vite preview`. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' ipc: http://ipc.localhost",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

const core = process.env.REACHLY_CORE_URL;
const doors = ["/rpc", "/upload", "/download", "/changes", "/token"];
const proxy = core ? Object.fromEntries(doors.map((door) => [door, core])) : undefined;

export default defineConfig({
  plugins: [designTokens(), react(), tailwindcss()],
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy },
  preview: { host: "127.0.0.1", port: 4173, headers: { "Content-Security-Policy": policy }, proxy },
  build: {
    target: "es2022",
    manifest: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What a page and the panes it opens share stands in a chunk of its own: else a pane's weight is its page's.
        codeSplitting: {
          groups: [{ name: "leads-shared", test: /features\/leads\/(words|moves|status)\.tsx?$/ }],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
