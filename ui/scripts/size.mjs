// Gates what the browser must load, in kB of gzip: at first paint, and beyond it for each lazy part.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limits = { "first paint": 150, style: 15, route: 80, charts: 210, editors: 700 };
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const size = (file) => gzipSync(readFileSync(`dist/${file}`)).length / 1000;

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const first = closure("index.html");
const weigh = (keys) => [...keys].reduce((sum, key) => sum + size(manifest[key].file), 0);
const kindOf = (key) =>
  key.endsWith("design/chart-draw.ts")
    ? "charts"
    : key.startsWith("src/editors/")
      ? "editors"
      : "route";
const rows = [["first paint", "index.html", weigh(first)]];
for (const css of manifest["index.html"].css ?? []) rows.push(["style", css, size(css)]);
for (const key of Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry))
  rows.push([kindOf(key), key, weigh([...closure(key)].filter((part) => !first.has(part)))]);

const over = rows.filter(([kind, , kilobytes]) => kilobytes > limits[kind]);
for (const [kind, name, kilobytes] of rows.sort((a, b) => b[2] - a[2]))
  process.stdout.write(
    `${kilobytes.toFixed(1).padStart(7)} of ${limits[kind]} kB  ${kind}: ${name}\n`,
  );
if (over.length > 0) throw new Error(`Too large: ${over.map(([, name]) => name).join(", ")}`);
