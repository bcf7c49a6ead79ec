// Light, dark or as the system; kept for all windows, applied before the first paint by /theme.js.
import { useSyncExternalStore } from "react";
import type { Theme } from "./tokens";

export type ThemeChoice = Theme | "system";
const key = "reachly.theme";
const listeners = new Set<() => void>();
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function themeChoice(): ThemeChoice {
  const kept = localStorage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function theme(): Theme {
  const choice = themeChoice();
  if (choice !== "system") return choice;
  return system.matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener();
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(key);
  else localStorage.setItem(key, choice);
  apply();
}

system.addEventListener("change", apply);
window.addEventListener("storage", (event) => event.key === key && apply());

function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(onTheme, theme);
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(onTheme, themeChoice);
