// Wall times of a zone to and from epoch milliseconds, and amounts as people write them.

const parts = (zone: string | undefined) =>
  new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

/** Epoch milliseconds as a `datetime-local` value in the zone: "2026-11-12T09:00". */
export function toZoned(at: number, zone: string | undefined): string {
  const found = new Map(parts(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  const year = (found.get("year") ?? "").padStart(4, "0");
  return `${year}-${found.get("month")}-${found.get("day")}T${found.get("hour")}:${found.get("minute")}`;
}

/** Back again; null when it is no time. In the hour that a clock change skips, the time after it. */
export function fromZoned(text: string, zone: string | undefined): number | null {
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return null;
  // The offset at a first guess may be another than at the time itself: ask twice.
  const offsetAt = (at: number) => Date.parse(`${toZoned(at, zone)}Z`) - at;
  const guess = wanted - offsetAt(wanted);
  return wanted - offsetAt(guess);
}

const digitsOf = (currency: string) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** "1,500.50" in minor units of the currency; null when it is no amount, or finer than the currency. */
export function toMinor(text: string, currency: string): number | null {
  const plain = text.trim().replace(/[\s,\u00A0](?=\d{3}(\D|$))/g, "");
  if (!/^-?\d+([.,]\d+)?$/.test(plain)) return null;
  const [whole = "", fraction = ""] = plain.replace(",", ".").split(".");
  const digits = digitsOf(currency);
  if (fraction.length > digits) return null;
  const minor = Number(whole.replace("-", "") + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return plain.startsWith("-") && minor !== 0 ? -minor : minor;
}

/** Minor units as one would type them. */
export function fromMinor(minor: number | null, currency: string): string {
  if (minor === null) return "";
  const digits = digitsOf(currency);
  return (minor / 10 ** digits).toFixed(minor % 10 ** digits === 0 ? 0 : digits);
}
