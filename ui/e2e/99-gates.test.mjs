// The gates themselves: each must see the fault it is there for.
import assert from "node:assert/strict";
import { test, until } from "./check.mjs";

const seen = async (browser, pattern) => {
  const all = [];
  await until(() => {
    all.push(...browser.taken());
    return all.some((problem) => pattern.test(problem));
  }, `The gate sees ${pattern}`);
};

test("a request off loopback is stopped and seen", async ({ browser }) => {
  const page = await browser.tab();
  await page.evaluate(() => {
    location.href = "http://elsewhere.example/";
  });
  await seen(browser, /off loopback: http:\/\/elsewhere\.example/);
});

test("the content policy stops foreign scripts, and that is seen", async ({ browser }) => {
  const page = await browser.tab();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.head.append(script);
    return globalThis.ran === true;
  });
  assert.equal(ran, false, "a script without a file does not run");
  await seen(browser, /content policy: script-src/);
});

test("an error in the console is seen", async ({ browser }) => {
  const page = await browser.tab();
  await page.evaluate(() => setTimeout(() => Promise.reject(new Error("planted"))));
  await seen(browser, /exception: .*planted/);
});

test("axe sees a button without a name", async ({ browser }) => {
  const page = await browser.tab();
  await page.getByRole("button").first().waitFor();
  await page.evaluate(() =>
    document.querySelector("main").append(document.createElement("button")),
  );
  await browser.look(page, "planted fault");
  await seen(browser, /axe, planted fault, dark: button-name/);
});
