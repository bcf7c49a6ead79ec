// What the address of a campaign's results holds: the days, and whose people are open.

export interface ResultsSearch {
  from?: string;
  to?: string;
  /** The figure whose people are listed. */
  metric?: string;
  device?: string;
  link?: string;
  status?: string;
  /** People of this one day only. */
  day?: string;
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const word = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function resultsSearch(raw: Record<string, unknown>): ResultsSearch {
  return {
    from: isDay(raw.from) ? raw.from : undefined,
    to: isDay(raw.to) ? raw.to : undefined,
    metric: word(raw.metric),
    device: word(raw.device),
    link: word(raw.link),
    status: word(raw.status),
    day: isDay(raw.day) ? raw.day : undefined,
  };
}
