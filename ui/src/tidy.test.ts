// House rules a program can check: who may know the shell, who may name a colour, how long a file is.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Source {
  path: string;
  text: string;
}

const sources: Source[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.(ts|tsx|css)$/.test(path))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, "utf8") }));

const isTest = ({ path }: Source) => path.includes(".test.");
const offenders = (files: Source[], allowed: (path: string) => boolean, wrong: RegExp) =>
  files
    .filter((file) => !isTest(file) && !allowed(file.path) && wrong.test(file.text))
    .map(({ path }) => path);

interface Rule {
  name: string;
  allowed: (path: string) => boolean;
  wrong: RegExp;
  /** What the rule must catch. */
  control: string;
}

const rules: Rule[] = [
  {
    name: "only src/api knows the desktop shell",
    allowed: (path) => path.startsWith("api/"),
    wrong: /@tauri-apps|__TAURI/,
    control: 'import { invoke } from "@tauri-apps/api/core";',
  },
  {
    name: "only the tokens name a colour",
    allowed: (path) => path === "design/tokens.css" || path === "features/organizations/words.ts",
    wrong: /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b(?!["\w-]*\?)|\b(rgba?|hsla?|oklch)\(/i,
    control: 'const red = "#B3261E";',
  },
  {
    name: "only the tokens name a duration",
    allowed: (path) => path === "design/tokens.css",
    wrong: /\bduration-\d|\b\d+ms\b/,
    control: 'className="duration-200"',
  },
  {
    name: "only the chart's own file knows the drawing library",
    allowed: (path) => path === "design/chart-draw.ts",
    wrong: /from "echarts/,
    control: 'import { init } from "echarts/core";',
  },
  {
    name: "the design does not know the rooms or the frame",
    allowed: (path) => !path.startsWith("design/") || path.startsWith("design/gallery/"),
    wrong: /from "\.\.\/(\.\.\/)?(features|shell)\//,
    control: 'import { Rail } from "../shell/Rail";',
  },
  {
    name: "nothing writes HTML past React",
    allowed: () => false,
    wrong: /dangerouslySetInnerHTML|\.innerHTML\b/,
    control: "<p dangerouslySetInnerHTML={it} />",
  },
];

it("reads the sources it judges", () => {
  expect(sources.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["main.tsx", "api/tauri.ts", "design/grid/DataGrid.tsx", "styles.css"]),
  );
});

describe.each(rules)("$name", ({ allowed, wrong, control }) => {
  it("holds", () => {
    expect(offenders(sources, allowed, wrong)).toEqual([]);
  });

  it("would be seen broken", () => {
    const culprit = { path: "design/culprit.tsx", text: control };
    expect(offenders([culprit], allowed, wrong)).toEqual(["design/culprit.tsx"]);
  });
});

it("no file is longer than 400 lines, and each opens with a comment", () => {
  const ours = sources.filter(({ path }) => !path.startsWith("api/gen/") && path !== "styles.css");
  const long = ours.filter(({ text }) => text.split("\n").length > 400).map(({ path }) => path);
  const bare = ours.filter(({ text }) => !/^(\/\/|\/\*)/.test(text)).map(({ path }) => path);
  expect({ long, bare }).toEqual({ long: [], bare: [] });
});
