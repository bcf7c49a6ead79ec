// The columns of the contacts list.
import { useMemo } from "react";
import type { ContactField, ContactRow } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { ownName } from "./filterFields";
import { Status, useReasonSentences } from "./status";
import { words } from "./words";

const quiet = (text: string) => <span className="text-muted">{text || "–"}</span>;

/** An own field's value as people read it. */
export function ownValue({ fieldType }: ContactField, value: string | undefined): string {
  if (value === undefined) return "";
  if (fieldType === "boolean") return words.filter.answers[value] ?? value;
  if (fieldType === "date") return format.date(Date.parse(`${value}T12:00:00`));
  return fieldType === "number" ? format.number(Number(value)) : value;
}

/** The list's own names of columns, and what the core calls them in an export. */
export const exportName = (column: string): string[] =>
  ({ name: ["firstName", "lastName"], created: ["createdAt"] })[column] ?? [column];

export function useContactColumns(own: ContactField[] | undefined): Column<ContactRow>[] {
  const why = useReasonSentences();
  return useMemo(
    () => [
      {
        id: "name",
        title: words.columns.name,
        width: 160,
        grow: true,
        sortable: true,
        hideable: false,
        cell: (row) =>
          row.name ? <span className="font-strong">{row.name}</span> : quiet(words.nameless),
      },
      {
        id: "email",
        title: words.columns.email,
        width: 200,
        grow: true,
        sortable: true,
        cell: (row) => row.email ?? quiet(""),
      },
      {
        id: "status",
        title: words.columns.status,
        width: 112,
        sortable: true,
        cell: (row) => <Status status={row.status} why={why(row.reasons)} />,
      },
      { id: "phone", title: words.columns.phone, width: 128, cell: (row) => quiet(row.phone) },
      {
        id: "company",
        title: words.columns.company,
        width: 150,
        cell: (row) => quiet(row.company),
      },
      { id: "city", title: words.columns.city, width: 110, cell: (row) => quiet(row.city) },
      {
        id: "created",
        title: words.columns.created,
        width: 100,
        sortable: true,
        align: "right",
        cell: (row) => (
          <span className="text-muted" title={format.time(row.createdAt)}>
            {format.relative(row.createdAt, Date.now())}
          </span>
        ),
      },
      ...(own ?? []).map(
        (field): Column<ContactRow> => ({
          id: ownName(field.id),
          title: field.label,
          width: 130,
          hiddenAtFirst: true,
          align: field.fieldType === "number" ? "right" : "left",
          cell: (row) => {
            const text = ownValue(field, row.custom[field.id]);
            return field.fieldType === "number" ? <span className="num">{text}</span> : quiet(text);
          },
        }),
      ),
    ],
    [why, own],
  );
}
