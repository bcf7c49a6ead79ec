// `npm run e2e:window`: the real program in its real window, on whatever display there is.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
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
  assert.ok(existsSync(`${file}-wal`), "open, the file has its journal beside it");
  await open.close();
  open = null;
  await until(() => !existsSync(`${file}-wal`), "The file stands alone once the window is closed");
  const { hand } = await reopen(file);
  await hand.sees("Sign in");
  await hand.fill("E-mail", journey.ada.email);
  await hand.fill("Password", journey.ada.password);
  await hand.press("Sign in");
  await journey.inTheFrame(hand);
});

/** One call of the page to the shell. A list is sent as bytes. */
const call = (name, given, headers = {}) =>
  open.later(
    `const [name, given, headers, done] = arguments;
     const body = Array.isArray(given) ? new Uint8Array(given) : given;
     globalThis.__TAURI_INTERNALS__.invoke(name, body, { headers }).then(
       (answer) => done({ answer }), (refused) => done({ refused: refused.message ?? String(refused) }));`,
    name,
    given,
    headers,
  );

test("the library that draws charts may give its classes methods of their own", async () => {
  // With Object.prototype frozen, an inherited name cannot be assigned, and no chart is drawn in the window.
  const fine = await open.script(
    "'use strict'; function Shape() {} Shape.prototype.toString = () => 'shape'; return String(new Shape());",
  );
  assert.equal(fine, "shape");
});

test("the page reaches the five calls, and nothing else", async () => {
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

/** The session and the organization of the page, as the page keeps them. */
const whoIsIn = () =>
  open.script(`return {
    session: sessionStorage.getItem("reachly.session"),
    organization: sessionStorage.getItem("reachly.organization"),
  }`);

test("a change reaches the window by itself", async () => {
  const change = { name: "organizations.update", request: { name: "Harbor & Sons" } };
  const { refused } = await call("rpc", { ...(await whoIsIn()), ...change });
  assert.equal(refused, undefined);
  await open.hand.sees("Harbor & Sons");
});

test("files come in by their path and by their bytes", async () => {
  const path = join(folder, "Größe.csv");
  await writeFile(path, "name\nAda\n");
  const { session } = await whoIsIn();
  const byPath = await call("upload", { path }, { session, name: "ignored" });
  const byBytes = await call("upload", [110, 10, 66, 10], {
    session,
    name: "Gr%C3%B6%C3%9Fe%202.csv",
  });
  const held = async ({ answer, refused }) => {
    assert.equal(refused, undefined);
    const place = join(`${file}.d`, "uploads", answer.upload);
    return [
      JSON.parse(await readFile(`${place}.json`, "utf8")).name,
      await readFile(place, "utf8"),
    ];
  };
  assert.deepEqual(await held(byPath), ["Größe.csv", "name\nAda\n"]);
  assert.deepEqual(await held(byBytes), ["Größe 2.csv", "n\nB\n"]);
  const signedOut = await call("upload", { path }, { session: "", name: "x" });
  assert.match(signedOut.refused, /signed out/, "nobody's files are not taken");
});

const press = (key) =>
  open.script(
    `window.dispatchEvent(new KeyboardEvent("keydown",
       { key: arguments[0], ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }))`,
    key,
  );
const goTo = (page) => open.script("location.hash = arguments[0]", page);

test("another window has a session of its own, and a lead arrives in both", async () => {
  const { session, organization } = await whoIsIn();
  const [first] = await open.windows();
  await goTo("#/leads");
  await press("N");
  const second = await until(
    async () => (await open.windows()).find((handle) => handle !== first),
    "A second window is there",
  );
  await open.turnTo(second);
  await open.hand.sees("Leads");
  const other = await whoIsIn();
  assert.equal(other.organization, organization, "it works for the same organization");
  assert.ok(other.session && other.session !== session, "with a session of its own");
  assert.equal(
    await open.script("return location.hash.split('?')[0]"),
    "#/leads",
    "on the same page",
  );
  await open.turnTo(first);
  const lead = { name: "leads.create", request: { title: "Seen in both windows" } };
  assert.equal((await call("rpc", { session, organization, ...lead })).refused, undefined);
  await open.hand.sees("Seen in both windows");
  await open.turnTo(second);
  await open.hand.sees("Seen in both windows");
  await open.shot(join(shots, "window-second.png"));
  await press("L");
  await open.hand.sees("Locked");
  await open.shot(join(shots, "window-locked.png"));
  await open.turnTo(first);
  await open.hand.sees("Seen in both windows");
  const elsewhere = await call("open_window", { place: "/../elsewhere" });
  assert.equal(elsewhere.refused, undefined, "what stands after the # is only that");
  const third = await until(
    async () => (await open.windows()).find((handle) => ![first, second].includes(handle)),
    "A third window is there",
  );
  await open.turnTo(third);
  await open.hand.sees("Sign in");
  for (const [handle, label] of [
    [third, "window-3"],
    [second, "window-2"],
  ]) {
    await open.turnTo(handle);
    const leave =
      "globalThis.__TAURI_INTERNALS__.invoke('plugin:window|close', { label: arguments[0] })";
    await open.script(leave, label).catch(() => {});
  }
  await until(async () => (await open.windows()).length === 1, "The others are closed");
  await open.turnTo(first);
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
