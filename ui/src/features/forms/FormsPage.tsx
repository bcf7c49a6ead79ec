// All forms.
import { useCallback } from "react";
import { useRevision } from "../../api/changes";
import type { FormRow } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { call } from "../../api/transport";
import { format } from "../../design/format";
import type { Column } from "../../design/grid/columns";
import { useMay } from "../../shell/member";
import { Papers } from "../campaigns/Papers";
import { formsRoute } from "../campaigns/room";
import { NewForm } from "./NewForm";
import { words } from "./words";

const special: Column<FormRow> = {
  id: "fields",
  title: words.columns.fields,
  width: 80,
  align: "right",
  cell: (row) => <span className="num">{format.number(row.fields)}</span>,
};

export default function FormsPage() {
  const { q } = formsRoute.useSearch();
  const may = useMay();
  const revision = useRevision("forms", "form_versions", "campaigns");
  const create = useWrite("forms.create");
  const update = useWrite("forms.update");
  const remove = useWrite("forms.delete");
  const first = useRead(
    "forms.page",
    { offset: 0, limit: 1, ...(q ? { search: q } : {}) },
    { keepPrevious: true, topics: ["form_versions"] },
  );
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const request = { ...(q ? { search: q } : {}), offset, limit };
      return (await call("forms.page", request, { signal })).rows;
    },
    [q],
  );
  return (
    <Papers
      name="forms"
      words={words}
      special={special}
      search={q}
      first={first}
      revision={revision}
      fetchPage={fetchPage}
      mayWrite={may("form.write")}
      mayDelete={may("form.delete")}
      onCopy={(row, name, then) => create.mutate({ name, copyOf: row.id }, then)}
      onOffer={(row, isActive, then) => update.mutate({ form: row.id, isActive }, then)}
      onDelete={(row, then) => remove.mutate({ form: row.id }, then)}
      Create={NewForm}
    />
  );
}
