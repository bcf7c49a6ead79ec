// `npm run e2e:window`: the real program in its real window, on whatever display there is.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runAll, test, until } from "./check.mjs";
import { freshFolder, program } from "./house.mjs";
import * as journey from "./journey.mjs";
import { openWindow } from "./webdriver.mjs";

const binary = program("REACHLY_BIN", "reachly");
const shots = join(import.meta.dirname, "shots");
const canType = spawnSync("xdotool", ["version"]).status === 0;
const { folder, env, remove } = await freshFolder();
const file = join(folder, "harbor.reachly");
await mkdir(shots, { recursive: true });

/** Types a path into the system's own dialog. */
async function place() {
  const title = "^Create workspace$";
  const find = ["search", "--sync", "--onlyvisible", "--name", title];
  const options = { timeout: 20_000, stdio: "ignore" };
  execFileSync("xdotool", [...find, "windowfocus", "--sync"], options);
  execFileSync("xdotool", ["key", "ctrl+a"], options);
  execFileSync("xdotool", ["type", "--delay", "20", file], options);
  execFileSync("xdotool", ["key", "Return"], options);
}

let open = null;
const reopen = async (...args) => {
  await open?.close();
  open = await openWindow({ binary, args, env });
  return open;
};

test("the window goes from its first page to the frame", async () => {
  // Without a way to type into the system's dialog the workspace is made by naming it at the start.
  const { hand, shot } = await reopen(...(canType ? [] : [file]));
  if (canType) {
    await hand.sees("Open a workspace file");
    await shot(join(shots, "window-welcome.png"));
    await journey.createWorkspace(hand, "Harbor", place);
  }
  await journey.signUp(hand);
  await journey.createOrganization(hand);
  await journey.inTheFrame(hand);
  await shot(join(shots, "window-frame.png"));
  assert.ok(existsSync(file), "the workspace lies where it was put");
});

test("the window closes its workspace when it ends, and opens it again", async () => {
  await open.close();
  await until(() => !existsSync(`${file}-wal`), "The file stands alone once the window is closed");
  const { hand } = await reopen(file);
  await hand.sees("Sign in");
  await hand.fill("E-mail", journey.ada.email);
  await hand.fill("Password", journey.ada.password);
  await hand.press("Sign in");
  await journey.inTheFrame(hand);
});

test("the page reaches the four calls, and nothing else", async () => {
  const call = (name, given) =>
    open.later(
      `const [name, given, done] = arguments;
       globalThis.__TAURI_INTERNALS__.invoke(name, given).then(
         (answer) => done({ answer }), (refused) => done({ refused: refused.message ?? String(refused) }));`,
      name,
      given,
    );
  const status = await call("rpc", {
    session: null,
    organization: null,
    name: "workspace.status",
    request: {},
  });
  assert.equal(status.answer?.path, file, `the core answers: ${JSON.stringify(status)}`);
  const unknown = await call("rpc", {
    session: null,
    organization: null,
    name: "no.such",
    request: {},
  });
  assert.match(unknown.refused, /does not exist/, "its refusals are its own sentences");
  for (const name of ["plugin:window|center", "plugin:opener|open_path", "plugin:fs|read_file"]) {
    const { refused } = await call(name, {});
    assert.ok(refused, `${name} is not granted`);
  }
});

test("the window loads nothing from elsewhere", async () => {
  const stopped = await open.later(`
    const done = arguments[0];
    document.addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective), { once: true });
    fetch("http://elsewhere.example/").then(() => done("it was fetched"), () => setTimeout(() => done("no event"), 2000));
  `);
  assert.match(stopped, /connect-src/);
  const ran = await open.script(`
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.head.append(script);
    return globalThis.ran === true;
  `);
  assert.equal(ran, false, "a script without a file does not run");
});

const after = async (name, failure) => {
  if (!failure || open === null) return;
  const path = join(shots, `failed-window-${name.replace(/[^a-z]+/gi, "-")}.png`);
  await open.shot(path).catch(() => {});
};
const status = await runAll({}, after);
await open?.close();
await remove();
process.exit(status);
