// What the address of the leads holds, and the view it asks the core for.
import type { LeadOrder, LeadStatus, LeadView } from "../../api/gen/types";
import { isStatus } from "./moves";

export interface LeadsSearch {
  q?: string;
  campaign?: string;
  /** Only in the table; the board shows every status. */
  status?: LeadStatus;
  view?: "table";
  /** A column, with a minus before it for descending. */
  sort?: string;
  lead?: string;
}

const orders: LeadOrder[] = ["created", "updated", "title", "status", "value"];

const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

/** Whatever stands in the address, as far as it makes sense; the rest is left out. */
export function leadsSearch(raw: Record<string, unknown>): LeadsSearch {
  const sort = text(raw.sort);
  return {
    q: text(raw.q),
    campaign: text(raw.campaign),
    status: isStatus(raw.status) ? raw.status : undefined,
    view: raw.view === "table" ? "table" : undefined,
    sort: sort && orders.includes(sort.replace("-", "") as LeadOrder) ? sort : undefined,
    lead: text(raw.lead),
  };
}

export function sortOf(sort: string | undefined): { column: LeadOrder; descending: boolean } {
  const name = sort ?? "-created";
  return { column: name.replace("-", "") as LeadOrder, descending: name.startsWith("-") };
}

export function viewOf({ q, campaign, status, sort }: LeadsSearch): LeadView {
  const { column, descending } = sortOf(sort);
  return {
    ...(q ? { search: q } : {}),
    ...(campaign ? { campaign } : {}),
    ...(status ? { status } : {}),
    sort: { by: column, descending },
  };
}
