// The program without a window, in a fresh folder of its own: started, asked for addresses, called, ended.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../..");

/** The program named by the variable, or the one cargo builds. */
export function program(variable, name) {
  const path = process.env[variable] ?? join(root, "target/debug", name);
  if (!existsSync(path))
    throw new Error(`There is no program ${path}: build it, or set ${variable}.`);
  return resolve(path);
}

/** A folder of our own, and the variables that keep every program inside it. */
export async function freshFolder() {
  const folder = await mkdtemp(join(tmpdir(), "reachly-e2e-"));
  const places = { HOME: "", REACHLY_HOME: "home", XDG_DATA_HOME: "data" };
  const more = { XDG_CONFIG_HOME: "config", XDG_CACHE_HOME: "cache" };
  const env = { ...process.env };
  for (const [name, part] of Object.entries({ ...places, ...more })) env[name] = join(folder, part);
  return { folder, env, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function openHouse() {
  const { folder, env, remove } = await freshFolder();
  const child = spawn(program("REACHLY_HEADLESS", "reachly-headless"), ["serve", "--json"], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal)),
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The program ended (${await ended}) instead of giving an address.`);
    return JSON.parse(value).address;
  };
  let link = await next();
  const { origin } = new URL(link);
  let bearer = null;

  /** An address with a token that nobody has used. */
  const freshLink = async () => {
    const given = link;
    child.stdin.write("\n");
    link = await next();
    return given;
  };

  /** One command of the table, as the session's person. */
  const call = async (name, request = {}, { session, organization = null } = {}) => {
    if (bearer === null) {
      const token = new URL(await freshLink()).hash.replace("#token=", "");
      const answer = await fetch(`${origin}/token`, {
        method: "POST",
        body: JSON.stringify({ token }),
      });
      bearer = (await answer.json()).bearer;
    }
    const headers = { "X-Reachly-Door": bearer };
    if (session) headers.Authorization = `Bearer ${session}`;
    const body = JSON.stringify({ organization, request });
    const answer = await fetch(`${origin}/rpc/${name}`, { method: "POST", headers, body });
    const json = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${name}: ${json.message}`), json);
    return json;
  };

  const close = async () => {
    child.kill("SIGTERM");
    const status = await ended;
    await remove();
    if (status !== 0) throw new Error(`The program ended with ${status} when asked to.`);
  };

  return { folder, origin, freshLink, call, close };
}
