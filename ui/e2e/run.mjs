// `npm run e2e`: the interface in Chromium over the real core, each file of tests in the order of its name; with
// words behind it (`npm run e2e -- landing`) only the files whose names have one of them.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { runAll } from "./check.mjs";
import { openHouse } from "./house.mjs";

const wanted = process.argv.slice(2);
const files = (await readdir(import.meta.dirname)).filter(
  (name) =>
    name.endsWith(".test.mjs") &&
    (wanted.length === 0 || wanted.some((word) => name.includes(word))),
);
for (const name of files.sort()) await import(join(import.meta.dirname, name));

const house = await openHouse();
let status = 1;
try {
  const browser = await openBrowser(house);
  try {
    status = await runAll({ house, browser }, browser.settle);
  } finally {
    await browser.close();
  }
} finally {
  await house.close();
}
process.exitCode = status;
