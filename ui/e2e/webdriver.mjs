// The real window, driven over the W3C protocol by WebKit's own driver.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { until } from "./check.mjs";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Runs in the page: what a person would call by these words, if it can be used now. */
const finder = `
  const [kind, words] = arguments;
  const text = (node) => (node.getAttribute("aria-label") ?? node.innerText ?? "").replace(/\\s+/g, " ").trim();
  const usable = (node) => node && !node.disabled && node.getClientRects().length > 0;
  if (kind === "button")
    return [...document.querySelectorAll("button, [role=menuitem]")]
      .find((node) => text(node).startsWith(words) && usable(node)) ?? null;
  if (kind === "field") {
    const label = [...document.querySelectorAll("label")]
      .find((node) => text(node).split("\\n")[0] === words);
    const field = label && (label.control ?? label.querySelector("input"));
    return usable(field) ? field : null;
  }
  return [...document.querySelectorAll("body *")]
    .find((node) => node.childElementCount === 0 && node.textContent.trim() === words && usable(node)) ?? null;
`;

export async function openWindow({ binary, args = [], env }) {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
    stdio: "inherit",
  });

  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };

  await until(() => ask("GET", "/status").catch(() => null), "The driver answers");
  const alwaysMatch = { "webkitgtk:browserOptions": { binary, args } };
  const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch } });
  const at = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);

  const script = (text, ...given) => at("POST", "/execute/sync", { script: text, args: given });
  /** The script calls its last argument with the answer. */
  const later = (text, ...given) => at("POST", "/execute/async", { script: text, args: given });

  const find = (kind, words) =>
    until(async () => {
      const found = await script(finder, kind, words);
      return found && `/element/${found[elementKey]}`;
    }, `The window shows the ${kind} “${words}”`);

  const click = async (kind, words) => at("POST", `${await find(kind, words)}/click`, {});

  const hand = {
    press: (name) => click("button", name),
    fill: async (label, text) => {
      const field = await find("field", label);
      await at("POST", `${field}/clear`, {});
      await at("POST", `${field}/value`, { text });
    },
    tick: (label) => click("field", label),
    sees: (text) => find("text", text),
  };

  return {
    hand,
    script,
    later,
    windows: () => at("GET", "/window/handles"),
    /** From now on everything is done in that window. */
    turnTo: (handle) => at("POST", "/window", { handle }),
    shot: async (path) => writeFile(path, Buffer.from(await at("GET", "/screenshot"), "base64")),
    /** As a person closes it: the driver itself would end the program without a word. */
    close: async () => {
      const leave =
        "globalThis.__TAURI_INTERNALS__.invoke('plugin:window|close', { label: 'main' })";
      await script(leave).catch(() => {});
      await until(
        () =>
          script("return true").then(
            () => false,
            () => true,
          ),
        "The window is gone",
      );
      await at("DELETE", "").catch(() => {});
      driver.kill();
    },
  };
}
