// Every pair of text and ground is readable (WCAG AA), in both themes; the written sheet is the tokens.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import tokens from "./tokens.json";
import { tokensCss } from "./tokens-css";

function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const text = 4.5;
const shape = 3;
const grounds = ["page", "surface", "raised", "sunk"];
const pairs: [string, string, number][] = [
  ...["ink", "muted", "accent"].flatMap((ink) =>
    [...grounds, "accentSoft"].map((ground): [string, string, number] => [ink, ground, text]),
  ),
  ...["good", "warn", "bad", "info"].flatMap((ink) => [
    ...grounds.map((ground): [string, string, number] => [ink, ground, text]),
    [ink, "accentSoft", shape] as [string, string, number],
  ]),
  ["onAccent", "accent", text],
  ["onAccent", "accentHover", text],
  ["onBad", "bad", text],
  ["onBad", "badHover", text],
  ["page", "ink", text],
  ...grounds.map((ground): [string, string, number] => ["control", ground, shape]),
];

type Theme = "light" | "dark";
const failures = (theme: Theme, palette: Record<string, string>) =>
  pairs
    .filter(([ink, ground, least]) => contrast(palette[ink] ?? "", palette[ground] ?? "") < least)
    .map(([ink, ground]) => `${theme}: ${ink} on ${ground}`);

describe.each<Theme>(["light", "dark"])("the %s theme", (theme) => {
  it("is readable in every pair", () => {
    expect(failures(theme, tokens.color[theme])).toEqual([]);
  });

  it("is found out when a pair is not readable", () => {
    const faded = { ...tokens.color[theme], muted: tokens.color[theme].line };
    expect(failures(theme, faded)).toContain(`${theme}: muted on page`);
  });

  it("draws every chart series so that it is seen on page and surface", () => {
    const unseen = Object.entries(tokens.chart[theme]).filter(([, colour]) =>
      ["page", "surface"].some(
        (ground) => contrast(colour, tokens.color[theme][ground as "page"]) < shape,
      ),
    );
    expect(unseen).toEqual([]);
  });
});

it("black on white is 21, a colour on itself is 1", () => {
  expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
  expect(contrast("#8C867D", "#8C867D")).toBe(1);
});

it("both themes name the same colours, and the order names every series", () => {
  expect(Object.keys(tokens.color.dark)).toEqual(Object.keys(tokens.color.light));
  expect(Object.keys(tokens.chart.dark)).toEqual(Object.keys(tokens.chart.light));
  expect([...tokens.chart.order].sort()).toEqual(Object.keys(tokens.chart.light).sort());
});

it("the style sheet on disk is the one the tokens make", () => {
  expect(readFileSync("src/design/tokens.css", "utf8")).toBe(tokensCss(tokens));
});
