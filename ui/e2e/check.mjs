// The tests of this folder: collected while the files are read, done one after the other in that order.
const patience = 120_000;
const tests = [];

class Skipped extends Error {}

export const test = (name, body) => tests.push({ name, body });

/** Ends a test that cannot be done here, with the reason. */
export const skip = (why) => {
  throw new Skipped(why);
};

export const say = (line) => process.stdout.write(`${line}\n`);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is truthy; after `ms` fails with the sentence. */
export async function until(ask, sentence, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${sentence}, within ${ms / 1000} s`);
    await pause(50);
  }
}

function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${patience / 1000} s`)), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Runs what was collected; `after` looks at each test once it is through. Answers the exit status. */
export async function runAll(given, after = async () => {}) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, body } of tests) {
    const began = Date.now();
    let failure = null;
    try {
      await inTime(body(given));
    } catch (thrown) {
      failure = thrown;
    }
    try {
      await after(name, failure);
    } catch (thrown) {
      failure ??= thrown;
    }
    const time = `${((Date.now() - began) / 1000).toFixed(1)} s`;
    if (failure === null) {
      counts.passed += 1;
      say(`passed   ${time}  ${name}`);
    } else if (failure instanceof Skipped) {
      counts.skipped += 1;
      say(`skipped  ${time}  ${name}: ${failure.message}`);
    } else {
      counts.failed += 1;
      say(`FAILED   ${time}  ${name}\n${failure.stack ?? failure}`);
    }
  }
  if (tests.length === 0) counts.failed = 1;
  say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0 ? 0 : 1;
}
