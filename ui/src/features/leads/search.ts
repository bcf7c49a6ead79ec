// What the address of the leads holds, and the view it asks the core for.
import type {
  LeadFieldFilter,
  LeadOrder,
  LeadOrigin,
  LeadSource,
  LeadStatus,
  LeadView,
} from "../../api/gen/types";
import { isStatus } from "./moves";
import { words } from "./words";

export interface LeadsSearch {
  q?: string;
  campaign?: string;
  /** Real, rehearsed or simulated ones; all without it. */
  origin?: LeadOrigin;
  /** Only in the table; the board shows every status. */
  status?: LeadStatus;
  /** Only in the table, as the one below. */
  source?: LeadSource;
  /** Answers of a form that must have been given. */
  answers?: LeadFieldFilter[];
  view?: "table";
  /** A column, with a minus before it for descending. */
  sort?: string;
  lead?: string;
}

const orders: LeadOrder[] = ["created", "updated", "title", "status", "value"];

export const origins: LeadOrigin[] = ["real", "rehearsed", "simulated"];

const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

/** What the core asks for at once. */
export const answersMost = 5;

const isSource = (value: unknown): value is LeadSource =>
  typeof value === "string" && Object.hasOwn(words.source, value);

function answersOf(raw: unknown): LeadFieldFilter[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const answers = raw.flatMap((one: unknown) => {
    const { field, value } = (one ?? {}) as Record<string, unknown>;
    const [name, answer] = [text(field), text(value)];
    return name && answer ? [{ field: name, value: answer }] : [];
  });
  return answers.length > 0 ? answers.slice(0, answersMost) : undefined;
}

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function leadsSearch(raw: Record<string, unknown>): LeadsSearch {
  const sort = text(raw.sort);
  return {
    q: text(raw.q),
    campaign: text(raw.campaign),
    origin: origins.find((origin) => origin === raw.origin),
    status: isStatus(raw.status) ? raw.status : undefined,
    source: isSource(raw.source) ? raw.source : undefined,
    answers: answersOf(raw.answers),
    view: raw.view === "table" ? "table" : undefined,
    sort: sort && orders.includes(sort.replace("-", "") as LeadOrder) ? sort : undefined,
    lead: text(raw.lead),
  };
}

export function sortOf(sort: string | undefined): { column: LeadOrder; descending: boolean } {
  const name = sort ?? "-created";
  return { column: name.replace("-", "") as LeadOrder, descending: name.startsWith("-") };
}

export function viewOf({
  q,
  campaign,
  origin,
  status,
  source,
  answers,
  sort,
}: LeadsSearch): LeadView {
  const { column, descending } = sortOf(sort);
  return {
    ...(q ? { search: q } : {}),
    ...(campaign ? { campaign } : {}),
    ...(origin ? { origin } : {}),
    ...(status ? { status } : {}),
    ...(source ? { source } : {}),
    ...(answers ? { fields: answers } : {}),
    sort: { by: column, descending },
  };
}
