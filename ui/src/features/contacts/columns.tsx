// The columns of the contacts list.
import { useMemo } from "react";
import type { ContactRow } from "../../api/gen/types";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { Status, useReasonSentences } from "./status";
import { words } from "./words";

const quiet = (text: string) => <span className="text-muted">{text || "–"}</span>;

export function useContactColumns(): Column<ContactRow>[] {
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
    ],
    [why],
  );
}
