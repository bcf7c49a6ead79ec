// What one row of the audit trail says it changed, in one line. Pure.
import type { JsonValue } from "../../api/gen/types";
import { format } from "../../design/format";
import { words as all } from "./words";

const words = all.audit;

interface RowTold {
  table: string;
  did: string;
  fields: Record<string, [JsonValue, JsonValue]>;
}

interface Told {
  rows: RowTold[];
  /** Rows changed, told or not. */
  of: number;
  detail: Record<string, JsonValue>;
}

/** Fields named in the line; the rest is counted. */
const fieldsTold = 3;

const isObject = (value: JsonValue | undefined): value is { [key in string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toldOf(changes: JsonValue): Told {
  const { rows, of, detail } = isObject(changes) ? changes : {};
  return {
    rows: Array.isArray(rows) ? (rows as unknown as RowTold[]) : [],
    of: typeof of === "number" ? of : 0,
    detail: isObject(detail) ? detail : {},
  };
}

/** "include_lists" and "includeLists" as words. */
const plain = (name: string) =>
  name.replaceAll("_", " ").replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Personal values are commitments, long ones hashes: neither says anything to a person. */
function valueText(name: string, value: JsonValue): string {
  if (value === null || value === "") return words.blank;
  if (Array.isArray(value))
    return value.map((part) => valueText(name, part)).join(", ") || words.blank;
  if (isObject(value)) return "commitment" in value ? words.hidden : words.long;
  if (typeof value === "number" && /(_at|At)$|^(from|to)$/.test(name)) return format.time(value);
  // A structure kept as text is for programs.
  if (typeof value === "string" && /^[[{]/.test(value)) return words.long;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A plain fact, or what stood before and after. */
function detailText(name: string, value: JsonValue): string {
  if (Array.isArray(value) && value.length === 2 && value.every(Array.isArray)) {
    const [before = null, after = null] = value;
    return words.field(plain(name), valueText(name, before), valueText(name, after));
  }
  return `${plain(name)} ${valueText(name, value)}`;
}

/** A reference to another row is a number that says nothing. */
const isTelling = (name: string) => !name.endsWith("_key") && name !== "key" && name !== "id";

function fieldsText(fields: RowTold["fields"]): string[] {
  const telling = Object.entries(fields).filter(([name]) => isTelling(name));
  const shown = telling
    .slice(0, fieldsTold)
    .map(([name, [before, after]]) =>
      words.field(plain(name), valueText(name, before), valueText(name, after)),
    );
  const rest = telling.length - shown.length;
  return rest > 0 ? [...shown, words.further(format.number(rest))] : shown;
}

/** "status new → contacted · 1 added in lead status history" */
export function summaryOf(changes: JsonValue): string {
  const { rows, of, detail } = toldOf(changes);
  const parts = Object.entries(detail)
    .filter(([name, value]) => isTelling(name) && !(typeof value === "string" && id.test(value)))
    .map(([name, value]) => detailText(name, value));
  const groups = new Map<string, RowTold[]>();
  for (const row of rows) {
    const name = `${row.table} ${row.did}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const fields = group.length === 1 && first.did === "update" ? fieldsText(first.fields) : [];
    if (fields.length > 0) parts.push(...fields);
    else {
      const did = words.did[first.did] ?? first.did;
      parts.push(words.rowsOf(did, format.number(group.length), plain(first.table)));
    }
  }
  if (of > rows.length) parts.push(words.further(format.number(of - rows.length)));
  return parts.join(" · ");
}
