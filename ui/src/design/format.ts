// The only place where numbers, times and sizes become text. The locale is validated once and always
// passed on: a system without a language (LANG=C) reports "C", which Intl refuses.
import { words } from "../words";

const fallback = "en-US";
const nbsp = "\u00A0";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The first name that Intl knows; "C" and "POSIX" are none. */
export function resolveLocale(candidates: readonly (string | undefined)[]): string {
  for (const candidate of candidates) {
    if (!candidate) continue;
    try {
      const [known] = Intl.NumberFormat.supportedLocalesOf([candidate.replace("_", "-")]);
      if (known) return known;
    } catch {
      // Not a language name at all.
    }
  }
  return fallback;
}

export interface Rate {
  text: string;
  /** Numerator and denominator, for hover. */
  title: string;
}

export interface Format {
  locale: string;
  number(value: number | null | undefined, decimals?: number): string;
  compact(value: number | null | undefined): string;
  /** With its sign; zero is "0". */
  change(value: number | null | undefined, decimals?: number): string;
  /** `share` between 0 and 1, one decimal. */
  percent(share: number | null | undefined, decimals?: number): string;
  rate(part: number | null | undefined, whole: number | null | undefined): Rate;
  /** Minor units (cents) of a currency code. */
  money(minor: number | null | undefined, currency: string): string;
  /** Bytes in steps of 1,000. */
  bytes(value: number | null | undefined): string;
  /** Milliseconds as at most two units: "2 min 5 s". */
  duration(milliseconds: number | null | undefined): string;
  /** Epoch milliseconds as "3 d ago", "in 42 d". */
  relative(at: number | null | undefined, now: number): string;
  /** Epoch milliseconds as "12 Nov 2026, 09:00" in the named zone. */
  time(at: number | null | undefined, zone?: string): string;
  date(at: number | null | undefined, zone?: string): string;
  clock(at: number | null | undefined, zone?: string): string;
}

const known = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined && Number.isFinite(value);

const sizes = ["B", "kB", "MB", "GB", "TB"];

function bytesOf(value: number, locale: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(Math.abs(value), 1)) / 3), sizes.length - 1);
  const digits = step === 0 ? 0 : 1;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  return `${text.format(value / 1000 ** step)}${nbsp}${sizes[step]}`;
}

function durationOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}${nbsp}ms`;
  const seconds = Math.round(milliseconds / 1000);
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${nbsp}${unit}`)
    .join(" ");
}

function relativeOf(at: number, now: number): string {
  const away = Math.abs(at - now);
  if (away < minute) return "just now";
  const [count, unit] =
    away < hour
      ? [away / minute, "min"]
      : away < day
        ? [away / hour, "h"]
        : away < 60 * day
          ? [away / day, "d"]
          : away < 730 * day
            ? [away / (30.44 * day), "mo"]
            : [away / (365.25 * day), "y"];
  const text = `${Math.floor(count)}${nbsp}${unit}`;
  return at > now ? `in ${text}` : `${text} ago`;
}

export function makeFormat(locale: string, zoneOfSystem?: string): Format {
  const numbers = new Map<string, Intl.NumberFormat>();
  const times = new Map<string, Intl.DateTimeFormat>();
  // The window speaks English; its month names do too, whatever the numbers look like.
  const wording = locale.startsWith("en") ? locale : "en-GB";

  const numberFormat = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    let format = numbers.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, options);
      numbers.set(key, format);
    }
    return format;
  };
  const timeFormat = (zone: string | undefined, options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify([zone, options]);
    let format = times.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(wording, { ...options, timeZone: zone ?? zoneOfSystem });
      times.set(key, format);
    }
    return format;
  };
  const or = <V extends number>(value: V | null | undefined, text: (value: V) => string) =>
    known(value) ? text(value) : words.unknown;

  const fixed = (decimals: number) =>
    numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const number: Format["number"] = (value, decimals = 0) =>
    or(value, (it) => fixed(decimals).format(it));
  const percent: Format["percent"] = (share, decimals = 1) =>
    or(share, (it) => `${fixed(decimals).format(it * 100)}${nbsp}%`);
  const dateParts = { day: "numeric", month: "short", year: "numeric" } as const;
  const clockParts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

  return {
    locale,
    number,
    percent,
    compact: (value) =>
      or(value, (it) => numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(it)),
    change: (value, decimals = 0) =>
      or(value, (it) => {
        const text = fixed(decimals).format(Math.abs(it));
        const zero = Number(Math.abs(it).toFixed(decimals)) === 0;
        return zero ? "0" : `${it > 0 ? "+" : "−"}${text}`;
      }),
    rate: (part, whole) => ({
      text: known(part) && known(whole) && whole !== 0 ? percent(part / whole) : words.unknown,
      title: `${number(part)} of ${number(whole)}`,
    }),
    money: (minor, currency) =>
      or(minor, (it) => {
        const format = numberFormat({ style: "currency", currency });
        return format.format(it / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
      }),
    bytes: (value) => or(value, (it) => bytesOf(it, locale)),
    duration: (value) => or(value, durationOf),
    relative: (at, now) => or(at, (it) => relativeOf(it, now)),
    time: (at, zone) =>
      or(at, (it) => timeFormat(zone, { ...dateParts, ...clockParts }).format(it)),
    date: (at, zone) => or(at, (it) => timeFormat(zone, dateParts).format(it)),
    clock: (at, zone) => or(at, (it) => timeFormat(zone, clockParts).format(it)),
  };
}

const ofSystem = resolveLocale(
  typeof navigator === "undefined" ? [] : [...(navigator.languages ?? []), navigator.language],
);

/** The window's own formatter: by the languages of the system, until its person wants another. */
export let format = makeFormat(ofSystem);

/** Writes as the person wants it from now on; what is shown already is drawn anew by whoever calls. */
export function chooseFormat(language: string, zone: string): void {
  const locale = language === "en" ? ofSystem : resolveLocale([language, ofSystem]);
  format = makeFormat(locale, zone === "" ? undefined : zone);
}

/** Time zones this machine knows, for choosing a reporting zone. */
export const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone")];
export const currencies = (): string[] => Intl.supportedValuesOf("currency");

/** The system's zone, or UTC where it has none. */
export function systemZone(): string {
  const zone = new Intl.DateTimeFormat(fallback).resolvedOptions().timeZone;
  return zone || "UTC";
}
