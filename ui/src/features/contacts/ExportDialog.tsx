// Which columns go into the file, and for which program; then the place for it.
import { useId, useState } from "react";
import type { ExportColumn, Selection } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { save } from "../../api/transport";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { format } from "../../design/format";
import { Checkbox } from "../../design/inputs";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { Tag } from "../../design/status";
import { toast } from "../../design/toast";
import { words as common } from "../../words";
import { exportName } from "./columns";
import { words } from "./words";

interface ExportDialogProps {
  selection: Selection;
  count: number;
  /** Ids of the columns the list shows, in their order. */
  shown: string[];
  onClose: () => void;
}

/** What the list shows first and in its order, then the others. */
const ordered = (all: ExportColumn[], shown: string[]): ExportColumn[] => {
  const named = shown.flatMap((name) => all.find((column) => column.name === name) ?? []);
  return [...named, ...all.filter((column) => !named.includes(column))];
};

export default function ExportDialog({ selection, count, shown, onClose }: ExportDialogProps) {
  const { data, error, refetch } = useRead(
    "contacts.exportColumns",
    {},
    { topics: ["contact_fields"] },
  );
  const visible = shown.flatMap(exportName);
  const columns = ordered(data ?? [], visible);
  const plain = (names: string[]) =>
    columns.filter(({ name, sensitive }) => names.includes(name) && !sensitive);
  const [picked, setPicked] = useState<string[] | null>(null);
  const chosen = picked ?? plain(visible).map(({ name }) => name);
  const [mark, setMark] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const id = useId();

  const take = async () => {
    setBusy(true);
    setFailed(null);
    try {
      const names = columns.map(({ name }) => name).filter((name) => chosen.includes(name));
      const request = { selection, columns: names, mark };
      const place = await save("contacts.export", request, words.export.file);
      if (place === null) return;
      toast({ text: words.export.done(count, format.number(count)), note: place });
      onClose();
    } catch (thrown) {
      setFailed(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.export.title(count, format.number(count))}
      text={words.export.text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={id}
            busy={busy}
            disabled={!data || chosen.length === 0}
          >
            {words.export.open}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <SkeletonLines lines={5} />}
        {data && (
          <fieldset>
            <legend className="mb-1 text-small font-strong">{words.export.columns}</legend>
            <div className="-ml-2.5 mb-1 flex gap-1">
              <Button
                small
                kind="quiet"
                onClick={() => setPicked(plain(visible).map(({ name }) => name))}
              >
                {words.export.shown}
              </Button>
              <Button
                small
                kind="quiet"
                onClick={() =>
                  setPicked(plain(columns.map(({ name }) => name)).map((it) => it.name))
                }
              >
                {words.export.every}
              </Button>
            </div>
            <div className="grid max-h-72 grid-cols-2 gap-x-4 overflow-auto">
              {columns.map(({ name, title, sensitive }) => (
                <Checkbox
                  key={name}
                  className="min-w-0"
                  checked={chosen.includes(name)}
                  onChange={({ target }) =>
                    setPicked(
                      target.checked ? [...chosen, name] : chosen.filter((other) => other !== name),
                    )
                  }
                >
                  <span className="truncate">{title}</span>
                  {sensitive && (
                    <span title={words.export.sensitive}>
                      <Tag>{words.fieldSensitive}</Tag>
                    </span>
                  )}
                </Checkbox>
              ))}
            </div>
            {chosen.length === 0 && (
              <p role="alert" className="mt-1 text-small text-bad">
                {words.export.nothing}
              </p>
            )}
          </fieldset>
        )}
        <Checkbox checked={mark} onChange={({ target }) => setMark(target.checked)}>
          {words.export.mark}
        </Checkbox>
        <ErrorLine error={failed} />
      </form>
    </Dialog>
  );
}
