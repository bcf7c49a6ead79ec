// All e-mail templates.
import { useCallback } from "react";
import { useRevision } from "../../api/changes";
import type { TemplateRow } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { call } from "../../api/transport";
import type { Column } from "../../design/grid/columns";
import { useMay } from "../../shell/member";
import { Papers } from "../campaigns/Papers";
import { templatesRoute } from "../campaigns/room";
import { NewTemplate } from "./NewTemplate";
import { words } from "./words";

const special: Column<TemplateRow> = {
  id: "subject",
  title: words.columns.subject,
  width: 240,
  grow: true,
  cell: (row) => <span className="text-muted">{row.subject || "–"}</span>,
};

export default function TemplatesPage() {
  const { q } = templatesRoute.useSearch();
  const may = useMay();
  const revision = useRevision("templates", "template_versions", "campaigns");
  const create = useWrite("templates.create");
  const update = useWrite("templates.update");
  const remove = useWrite("templates.delete");
  const first = useRead(
    "templates.page",
    { offset: 0, limit: 1, ...(q ? { search: q } : {}) },
    { keepPrevious: true, topics: ["template_versions"] },
  );
  const fetchPage = useCallback(
    async (offset: number, limit: number, signal: AbortSignal) => {
      const request = { ...(q ? { search: q } : {}), offset, limit };
      return (await call("templates.page", request, { signal })).rows;
    },
    [q],
  );
  return (
    <Papers
      name="templates"
      words={words}
      special={special}
      search={q}
      first={first}
      revision={revision}
      fetchPage={fetchPage}
      mayWrite={may("template.write")}
      mayDelete={may("template.delete")}
      onCopy={(row, name, then) => create.mutate({ name, copyOf: row.id }, then)}
      onOffer={(row, isActive, then) => update.mutate({ template: row.id, isActive }, then)}
      onDelete={(row, then) => remove.mutate({ template: row.id }, then)}
      Create={NewTemplate}
    />
  );
}
