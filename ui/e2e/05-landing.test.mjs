// Landing pages as visitors see them: every page of the landing server in a real browser, narrow and wide, light and
// dark, before axe and before html-validate.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { pause, test } from "./check.mjs";
import { campaign, member } from "./office.mjs";

const schemes = ["light", "dark"];
// 320 CSS pixels: the narrowest that WCAG 2.2 (1.4.10) asks for.
const widths = [320, 1280];
// Longer than the server's least time for a form.
const slowly = 2_100;

const long = "Krankenversicherungsgesellschaftsvertragsbedingungen".repeat(2);
const field = (key, label, type, more = {}) => ({
  key,
  label,
  type,
  required: true,
  indexed: false,
  ...more,
});
const everyField = {
  fields: [
    field("full_name", "Your name", "text", { help: "As it stands on your card" }),
    field("email", "E-mail address", "email"),
    field("phone", "Telephone", "tel", { required: false }),
    field("birth_date", "Date of birth", "date"),
    field("people", "How many of you?", "number", { min: "1", max: "9" }),
    field("plan", "Which plan?", "select", { options: ["Dental", "Vision", long] }),
    field("when", "When may we call?", "radio", { options: ["Mornings", "Evenings"] }),
    field("extras", "Extras", "checkbox", { options: ["Life", "Travel"], required: false }),
    field("why", "What is it about?", "textarea", { maxLength: 100, required: false }),
    field("agree", "Consent", "consent"),
  ],
  consentWording: "You may call me about health insurance, and I can take this back at any time.",
};
const intro = `<p>Plans for <strong>2027</strong>, and <a href="https://plans.example.com/">what they cost</a>.</p>
  <ul><li>${long}</li></ul><table><tr><th>Plan</th><th>Deductible</th><th>Premium</th><th>Out of pocket</th></tr>
  <tr><td>Silver</td><td>$4,000</td><td>$412.00</td><td>$9,200</td></tr></table>`;

const offer = {
  definition: everyField,
  thanks: `We call you within a day.\n${long}`,
  headline: `Open enrolment ${long.slice(0, 16)}`,
  intro,
};

let validator;
/** What html-validate says against the text. */
async function faults(html) {
  validator ??= new HtmlValidate(
    JSON.parse(await readFile(join(import.meta.dirname, "../.htmlvalidate.json"), "utf8")),
  );
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}, line ${line}: ${message}`),
  );
}

/** How far the page is wider than the window, in CSS pixels. */
const excess = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The page as it is, in this window: axe, no scrolling sideways, nothing cut off. */
async function inspect(browser, page, name) {
  await browser.approve(page, `landing ${name}`, { fullPage: true });
  const wide = await excess(page);
  if (wide > 0) browser.report(`${name} is ${wide} px wider than its window`);
}

/** Does the work once in each window, narrow and wide, light and dark. */
async function everywhere(browser, work) {
  for (const colorScheme of schemes) {
    for (const width of widths) {
      const page = await browser.visitor({ width, colorScheme });
      await work(page, `${width} ${colorScheme}`);
    }
  }
}

async function fill(page) {
  await page.getByLabel("Your name").fill("Rosa Diaz");
  await page.getByLabel("E-mail address").fill("rosa@example.org");
  await page.getByLabel("Date of birth").fill("1961-03-14");
  await page.getByLabel("How many of you?").fill("2");
  await page.getByLabel("Which plan?").selectOption("Dental");
  await page.getByLabel("Mornings").check();
  await page.getByLabel(everyField.consentWording).check();
}

test("a form page, its errors and its thanks serve every visitor", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*422/);
  const call = await member(house);
  const { landingUrl } = await campaign(call, "Landing form", offer);
  const html = await (await fetch(landingUrl)).text();
  assert.deepEqual(await faults(html), [], "the form page is good HTML");
  await everywhere(browser, async (page, window) => {
    await page.goto(landingUrl);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await inspect(browser, page, `form ${window}`);

    await page.evaluate(() => {
      // The server's own judgement is looked at, not the browser's.
      document.querySelector("form").noValidate = true;
    });
    await page.getByLabel("Your name").fill("Rosa Diaz");
    await pause(slowly);
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Send" }).click();
    const refused = await answered;
    assert.equal(refused.status(), 422, "an empty form is not taken");
    const summary = page.getByRole("alert");
    await summary.waitFor();
    assert.deepEqual(await faults(await refused.text()), [], "the page with errors is good HTML");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Rosa Diaz", "answers are kept");
    const focused = await summary.evaluate((element) => element === document.activeElement);
    assert.equal(focused, true, "the summary of errors has the focus");
    await inspect(browser, page, `errors ${window}`);
    await summary.getByRole("link", { name: "E-mail address" }).click();
    const at = await page.evaluate(() => document.activeElement.name);
    assert.equal(at, "email", "a link of the summary leads to its field");

    await fill(page);
    await pause(slowly);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await inspect(browser, page, `thanks ${window}`);
    assert.deepEqual(await faults(await (await fetch(page.url())).text()), [], "so are the thanks");
  });
});

test("the unsubscribe page serves every visitor", async ({ house, browser }) => {
  const call = await member(house);
  const { unsubscribeUrl } = await campaign(call, "Landing unsubscribe", offer);
  assert.deepEqual(await faults(await (await fetch(unsubscribeUrl)).text()), []);
  await everywhere(browser, async (page, window) => {
    await page.goto(unsubscribeUrl);
    await inspect(browser, page, `unsubscribe ${window}`);
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    const done = await answered;
    await page.waitForLoadState();
    assert.equal(done.status(), 200, "one press is enough");
    assert.deepEqual(await faults(await done.text()), []);
    await inspect(browser, page, `unsubscribed ${window}`);
  });
});

test("a closed page and an unknown one serve every visitor", async ({ house, browser }) => {
  browser.allow(/console: Failed to load resource.*(404|410)/);
  const call = await member(house);
  const { id, landingUrl } = await campaign(call, "Landing closed", offer);
  for (const status of ["active", "cancelled"]) {
    await call("campaigns.setStatus", { campaign: id, status });
  }
  const unknown = new URL("/l/no-such-page", landingUrl).href;
  for (const [url, status] of [
    [landingUrl, 410],
    [unknown, 404],
  ]) {
    const answer = await fetch(url);
    assert.equal(answer.status, status);
    assert.deepEqual(await faults(await answer.text()), [], `${status} is good HTML`);
  }
  await everywhere(browser, async (page, window) => {
    await page.goto(landingUrl);
    await page.getByRole("heading", { name: "This page is closed" }).waitFor();
    await inspect(browser, page, `closed ${window}`);
    await page.goto(unknown);
    await page.getByRole("heading", { name: "No such page" }).waitFor();
    await inspect(browser, page, `unknown ${window}`);
  });
});

test("the looks at landing pages see what they are for", async ({ house, browser }) => {
  const call = await member(house);
  const { landingUrl } = await campaign(call, "Landing control", offer);
  const dark = await browser.visitor({ width: 320, colorScheme: "dark" });
  await dark.goto(landingUrl);
  await dark.evaluate(() => {
    const wide = document.createElement("pre");
    wide.textContent = "x".repeat(80);
    document.querySelector("main").append(wide, document.createElement("button"));
    wide.style.width = "600px";
  });
  await inspect(browser, dark, "planted fault");
  const seen = browser.taken().join("\n");
  assert.match(seen, /planted fault is \d+ px wider/, "a page that scrolls sideways is seen");
  assert.match(seen, /axe, landing planted fault: button-name/, "and a button without a name");
  const html = await (await fetch(landingUrl)).text();
  const broken = html.replace("</main>", "<p id='errors' id='errors'><div></p></main>");
  assert.notDeepEqual(await faults(broken), [], "and HTML that is not well made");
  const ground = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await browser.visitor({ width: 320, colorScheme: "light" });
  await light.goto(landingUrl);
  const other = await light.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.notEqual(ground, other, "light and dark are two pictures");
});
