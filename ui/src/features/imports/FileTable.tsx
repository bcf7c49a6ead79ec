// The file's first rows. The head of each column says, and decides, what the column holds.
import { CircleHelp } from "lucide-react";
import type { ImportField, StagedFile } from "../../api/gen/types";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { Select } from "../../design/inputs";
import type { CellProblem, Mapping } from "./mapping";
import { words } from "./words";

interface FileTableProps {
  file: StagedFile;
  fields: ImportField[];
  mapping: Mapping;
  /** Line of the file for each row. */
  lines: number[];
  problems: Map<number, CellProblem>;
  onMapping: (mapping: Mapping) => void;
}

/** Below this the core asks for a look. */
const sure = 60;

const problemClass = (decision: string) =>
  decision === "rejected"
    ? "shadow-[inset_3px_0_var(--color-bad)] text-bad"
    : "shadow-[inset_3px_0_var(--color-warn)] text-warn";

export function FileTable({ file, fields, mapping, lines, problems, onMapping }: FileTableProps) {
  return (
    <section
      aria-label={words.mapping.table}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-56 overflow-auto rounded-panel border border-line bg-surface"
    >
      <table className="border-separate border-spacing-0 leading-table">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-2 border-b border-line bg-sunk px-2.5 align-bottom pb-2 text-right text-small font-regular text-muted"
            >
              {words.mapping.line}
            </th>
            {file.columns.map((column, at) => {
              const header = column.header || words.mapping.column(at + 1);
              const taken = mapping[at] ?? null;
              const unsure = taken !== null && taken === column.field && column.confidence < sure;
              return (
                <th
                  key={column.index}
                  scope="col"
                  className="sticky top-0 z-1 min-w-44 border-b border-l border-line bg-sunk p-2 text-left align-bottom font-regular"
                >
                  <span className="mb-1 flex items-center gap-1 text-small text-muted">
                    <span className="max-w-48 truncate">{header}</span>
                    {unsure && (
                      <span
                        title={words.mapping.unsure}
                        className="inline-flex items-center gap-1 text-warn"
                      >
                        <CircleHelp aria-hidden size={14} strokeWidth={1.5} />
                        <span className="sr-only">{words.mapping.unsure}</span>
                      </span>
                    )}
                  </span>
                  <Select
                    aria-label={words.mapping.of(header)}
                    value={taken ?? ""}
                    onChange={(event) => onMapping(mapping.with(at, event.target.value || null))}
                  >
                    <option value="">{words.mapping.leave}</option>
                    {fields.map((field) => (
                      <option key={field.key} value={field.key}>
                        {field.label}
                      </option>
                    ))}
                  </Select>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {file.rows.map((row, at) => {
            const problem = problems.get(at);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
              <tr key={at} title={problem?.column === null ? problem.reason : undefined}>
                <th
                  scope="row"
                  className={cx(
                    "num sticky left-0 z-1 h-row-dense border-b border-line bg-surface px-2.5 text-right text-small font-regular text-muted",
                    problem?.column === null && problemClass(problem.decision),
                  )}
                >
                  {format.number(lines[at])}
                </th>
                {mapping.map((taken, column) => {
                  const wrong = problem?.column === column ? problem : null;
                  return (
                    <td
                      // biome-ignore lint/suspicious/noArrayIndexKey: cells of a file have no other name
                      key={column}
                      title={wrong?.reason}
                      className={cx(
                        "h-row-dense max-w-72 border-b border-l border-line px-2.5",
                        taken === null && "bg-page text-muted line-through decoration-line",
                        wrong && problemClass(wrong.decision),
                      )}
                    >
                      <span className="flex items-baseline gap-2">
                        <span className="truncate">{row[column] ?? ""}</span>
                        {wrong && <span className="sr-only">{wrong.reason}</span>}
                      </span>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
