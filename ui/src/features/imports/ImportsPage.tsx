// Choose a file; below, what was imported before and the way back from it.
import { Link } from "@tanstack/react-router";
import type { Import } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { DropZone } from "../../design/DropZone";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, ProgressBar, SkeletonLines } from "../../design/states";
import { StatusDot, type Tone } from "../../design/status";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { undoChange } from "../../shell/undo";
import { ContactsTabs } from "../contacts/Tabs";
import { words as contacts } from "../contacts/words";
import { countsSentence } from "./footer";
import { type Opening, useOpenFile } from "./useOpenFile";
import { words } from "./words";

const endings = ["csv", "tsv", "txt"];

export default function ImportsPage() {
  useCrumbs({ label: contacts.title, href: "#/contacts" }, { label: words.title });
  const { open, opening, error } = useOpenFile();
  const may = useMay()("contact.import");
  return (
    <>
      <ContactsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-4 pb-6">
        <div className="max-w-column">
          <h1 className="mb-4 text-title">{words.title}</h1>
          {may ? (
            <>
              {opening ? (
                <Reading opening={opening} />
              ) : (
                <DropZone
                  text={words.dropText}
                  action={words.choose}
                  extensions={endings}
                  onFile={(file) => void open(file)}
                />
              )}
              <div className="mt-3">
                <ErrorLine error={error} />
              </div>
              <Recent />
            </>
          ) : (
            <p className="text-muted">{words.notAllowed}</p>
          )}
        </div>
      </div>
    </>
  );
}

const Reading = ({ opening: { name, done, total } }: { opening: Opening }) => (
  <div className="rounded-panel border border-line bg-surface px-6 py-10" role="status">
    <p className="mb-2">{words.uploading(name)}</p>
    <ProgressBar label={words.uploading(name)} done={done} total={total} />
    <p className="num mt-1.5 text-small text-muted">
      {format.bytes(done)}
      {total !== null && ` / ${format.bytes(total)}`}
    </p>
  </div>
);

const tones: Record<string, Tone> = { done: "good", running: "info", failed: "warn" };

function Recent() {
  const { data, error, refetch } = useRead("imports.recent", {}, { topics: ["lists"] });
  const may = useMay();
  return (
    <Section title={words.recent} className="mt-8">
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines lines={3} />}
      {data?.length === 0 && <p className="text-muted">{words.none}</p>}
      {data && data.length > 0 && (
        <table className="w-full border-collapse leading-table">
          <thead>
            <tr className="text-left text-small text-muted">
              {[words.columns.file, words.columns.state, words.columns.result].map((title) => (
                <th key={title} scope="col" className={head}>
                  {title}
                </th>
              ))}
              <th scope="col" className={`${head} text-right`}>
                {words.columns.when}
              </th>
              <th scope="col" className={head}>
                <span className="sr-only">{words.columns.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((it) => (
              <RecentRow key={it.id} it={it} mayUndo={may("change.undo")} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";

const RecentRow = ({ it, mayUndo }: { it: Import; mayUndo: boolean }) => (
  <tr className="h-10 border-b border-line">
    <th scope="row" className="max-w-60 px-2.5 text-left font-regular">
      <Link
        to="/contacts/import/$import"
        params={{ import: it.id }}
        className="inline-flex min-h-target max-w-full items-center hover:text-accent"
      >
        <span className="truncate font-strong">{it.fileName}</span>
      </Link>
    </th>
    <td className="px-2.5 whitespace-nowrap">
      <StatusDot tone={tones[it.state] ?? "none"}>{words.states[it.state] ?? it.state}</StatusDot>
    </td>
    <td className="num px-2.5 text-muted">
      {it.counts.rows > 0 && countsSentence(it.counts)}
      {it.listName && ` → ${it.listName}`}
    </td>
    <td
      className="num px-2.5 text-right whitespace-nowrap text-muted"
      title={format.time(it.createdAt)}
    >
      {format.relative(it.createdAt, Date.now())}
    </td>
    <td className="w-16 text-right">
      {it.state === "done" && it.undo !== null && mayUndo && (
        <Button
          small
          kind="quiet"
          aria-label={`${words.done.undo} ${it.fileName}`}
          onClick={() => void undoChange(it.undo as string)}
        >
          {words.undo}
        </Button>
      )}
    </td>
  </tr>
);
