// Takes a file by choosing or by dropping it, in the browser and in the desktop window.
import { FileUp } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { onDesktop, onDrop, type PickedFile, pickFile } from "../api/transport";
import { words } from "../words";
import { Button } from "./Button";
import { cx } from "./cx";

interface DropZoneProps {
  /** What to drop, one sentence. */
  text: string;
  /** What the button says. */
  action?: string;
  /** Endings without a dot, lower case. */
  extensions: string[];
  onFile: (file: PickedFile) => void;
}

const ending = (name: string) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

export function DropZone({ text, action = words.drop.choose, extensions, onFile }: DropZoneProps) {
  const zone = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const take = (file: PickedFile | undefined) => {
    setOver(false);
    if (!file) return;
    const fits = extensions.length === 0 || extensions.includes(ending(file.name));
    setProblem(fits ? null : words.drop.wrongKind(extensions.map((it) => `.${it}`).join(", ")));
    if (fits) onFile(file);
  };
  const taking = useRef(take);
  taking.current = take;

  useEffect(
    () =>
      onDrop(({ kind, x, y, files }) => {
        const box = zone.current?.getBoundingClientRect();
        const inside =
          box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
        setOver(kind === "over" && inside);
        if (kind === "drop" && inside) taking.current(files[0]);
      }),
    [],
  );

  // The desktop window reports drops itself; the page's own events are the browser's way.
  const handlers = onDesktop
    ? {}
    : {
        onDragOver: (event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          const [file] = event.dataTransfer.files;
          take(file && { name: file.name, size: file.size, source: { file } });
        },
      };

  return (
    <div>
      <div
        ref={zone}
        {...handlers}
        className={cx(
          "flex flex-col items-center gap-3 rounded-panel border border-dashed px-6 py-10 text-center transition-colors",
          over ? "border-accent bg-accent-soft" : "border-control bg-surface",
        )}
      >
        <FileUp
          aria-hidden
          size={20}
          strokeWidth={1.5}
          className={over ? "text-accent" : "text-muted"}
        />
        <p className="max-w-form text-muted">{over ? words.drop.now : text}</p>
        <div className="flex items-center gap-2">
          <Button onClick={async () => take((await pickFile({ title: action, extensions }))[0])}>
            {action}
          </Button>
          <span className="text-small text-muted">{words.drop.orDrop}</span>
        </div>
      </div>
      {problem && (
        <p role="alert" className="mt-2 text-small text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
