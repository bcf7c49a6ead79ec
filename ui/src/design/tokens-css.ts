// Turns tokens.json into the style sheet that Tailwind and plain CSS read. Only this file knows both shapes.

type Numbers = Record<string, number>;
type Colours = Record<string, string>;

export interface Tokens {
  color: { light: Colours; dark: Colours };
  chart: { order: string[]; light: Colours; dark: Colours; bandOpacity: number };
  type: {
    family: string;
    features: string;
    size: Numbers;
    line: Numbers;
    weight: Numbers;
    tableLine: number;
  };
  space: { unit: number; gutter: number };
  size: Numbers;
  radius: Numbers;
  motion: Numbers;
  focus: { width: number; gap: number };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const entries = <V>(group: Record<string, V>, line: (name: string, value: V) => string) =>
  Object.entries(group).map(([name, value]) => line(kebab(name), value));

function colours(tokens: Tokens, theme: "light" | "dark"): string[] {
  return [
    ...entries(tokens.color[theme], (name, value) => `--color-${name}: ${value};`),
    ...entries(tokens.chart[theme], (name, value) => `--color-series-${name}: ${value};`),
  ];
}

/** The whole style sheet. Tailwind's own palette, sizes and shadows are switched off first. */
export function tokensCss(tokens: Tokens): string {
  const { type, size, radius, motion, space, focus } = tokens;
  const off = ["color", "text", "font-weight", "radius", "shadow", "breakpoint"];
  const theme = [
    ...off.map((group) => `--${group}-*: initial;`),
    ...colours(tokens, "light"),
    `--font-sans: ${type.family};`,
    ...entries(type.size, (name, value) => `--text-${name}: ${value}px;`),
    ...entries(type.line, (name, value) => `--text-${name}--line-height: ${value};`),
    ...entries(type.weight, (name, value) => `--font-weight-${name}: ${value};`),
    `--leading-table: ${type.tableLine};`,
    `--spacing: ${space.unit}px;`,
    `--spacing-gutter: ${space.gutter}px;`,
    ...entries(size, (name, value) => `--spacing-${name}: ${value}px;`),
    ...entries(radius, (name, value) => `--radius-${name}: ${value}px;`),
    "--shadow-float: 0 4px 16px var(--color-shadow);",
    `--breakpoint-wide: ${size.narrow}px;`,
    `--default-transition-duration: ${motion.state}ms;`,
    ...entries(motion, (name, value) => `--duration-${name}: ${value}ms;`),
    `--focus-width: ${focus.width}px;`,
    `--focus-gap: ${focus.gap}px;`,
    `--font-features: ${type.features};`,
  ];
  const block = (selector: string, lines: string[]) =>
    `${selector} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
  return [
    "/* Written from tokens.json by the build. Edit that file, never this one. */",
    block("@theme static", theme),
    block('[data-theme="dark"]', colours(tokens, "dark")),
  ].join("\n");
}
