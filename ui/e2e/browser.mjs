// Chromium, and the gates every page stands behind: nothing off loopback, no error in the console, nothing that the
// content policy had to stop, and axe's approval in both themes.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const shots = join(import.meta.dirname, "shots");
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];
const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const size = { width: 1320, height: 860 };

const fileName = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const onLoopback = (url) => {
  const { protocol, hostname } = new URL(url);
  return ["data:", "blob:"].includes(protocol) || ["127.0.0.1", "localhost"].includes(hostname);
};

export async function openBrowser(house) {
  await mkdir(shots, { recursive: true });
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: flags });
  const problems = [];
  const allowed = [];
  const tabs = [];

  const report = (what) => {
    if (!allowed.some((pattern) => pattern.test(what))) problems.push(what);
  };

  async function watched(more = {}) {
    const context = await browser.newContext({
      viewport: size,
      reducedMotion: "reduce",
      ...more,
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        // biome-ignore lint/suspicious/noConsole: the console is how this page tells the test
        console.error(`content policy: ${violatedDirective} stopped ${blockedURI}`);
      });
    });
    context.on("request", (request) => {
      if (!onLoopback(request.url())) report(`off loopback: ${request.url()}`);
    });
    await context.route(
      (url) => !onLoopback(url.href),
      (route) => route.abort(),
    );
    context.on("console", (message) => {
      if (message.type() === "error") report(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => report(`exception: ${error.error()}`));
    return context;
  }

  /** A new tab with a session storage of its own, let in. Signed in, too, when a session is given. */
  async function tab({ session, organization } = {}) {
    const page = await (await watched()).newPage();
    if (session) {
      await page.addInitScript(
        ([token, place]) => {
          sessionStorage.setItem("reachly.session", token);
          if (place) sessionStorage.setItem("reachly.organization", place);
        },
        [session, organization ?? null],
      );
    }
    await page.goto(await house.freshLink());
    tabs.push(page);
    return page;
  }

  /** A stranger's tab, as a visitor of a landing page comes: let in nowhere, with a size and a colour scheme. */
  async function visitor({ width, colorScheme }) {
    const page = await (await watched({ viewport: { width, height: 720 }, colorScheme })).newPage();
    tabs.push(page);
    return page;
  }

  /** Axe's approval of the page as it is, and a picture of it. */
  async function approve(page, name, options = {}) {
    await page.evaluate(axe);
    const found = await page.evaluate(
      (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
      levels,
    );
    for (const { id, help, nodes } of found.violations) {
      report(`axe, ${name}: ${id} (${help}) at ${nodes.map((it) => it.target).join(" · ")}`);
    }
    await page.screenshot({ path: join(shots, `${fileName(name)}.png`), ...options });
  }

  /** Looks at the page as it is, in both themes: axe, and a picture. */
  async function look(page, name) {
    const before = await page.evaluate(() => document.documentElement.dataset.theme);
    for (const theme of ["light", "dark"]) {
      await page.evaluate((next) => {
        document.documentElement.dataset.theme = next;
      }, theme);
      await approve(page, `${name}, ${theme}`);
    }
    await page.evaluate((theme) => {
      document.documentElement.dataset.theme = theme;
    }, before);
  }

  /** What this pattern describes is wanted, until the test is over. */
  const allow = (pattern) => allowed.push(pattern);

  /** After each test: pictures of a failure, then what the gates saw, then clean tables. */
  async function settle(name, failure) {
    if (failure) {
      for (const [at, page] of tabs.entries()) {
        const path = join(shots, `failed-${fileName(name)}-${at}.png`);
        if (!page.isClosed()) await page.screenshot({ path }).catch(() => {});
      }
    }
    const seen = problems.splice(0);
    allowed.length = 0;
    for (const page of tabs.splice(0)) await page.context().close();
    if (seen.length > 0) throw new Error(seen.join("\n"));
  }

  /** What the gates saw so far, taken from them: for tests of the gates themselves. */
  const taken = () => problems.splice(0);

  return {
    tab,
    visitor,
    look,
    approve,
    allow,
    report,
    settle,
    taken,
    close: () => browser.close(),
  };
}
