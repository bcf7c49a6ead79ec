// Tokens for code that cannot read CSS variables: charts, timers, row heights.
import tokens from "./tokens.json";

export { tokens };
export type Theme = "light" | "dark";
export type SeriesName = keyof typeof tokens.chart.light;
export const { motion, size } = tokens;
