// A field for code: line numbers beside it, Tab indents, Escape then Tab leaves.
import { type Ref, useId, useImperativeHandle, useRef } from "react";
import { indented, lineCount, offsetOf } from "./code";
import { words } from "./words";

export interface CodeHandle {
  goTo(line: number, column: number): void;
  insert(text: string): void;
}

interface CodeEditorProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  readOnly?: boolean;
  ref?: Ref<CodeHandle>;
}

export function CodeEditor({ label, value, onValue, readOnly = false, ref }: CodeEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const hint = useId();
  const lines = lineCount(value);

  /** Goes through the browser's own editing, so that its undo still works. */
  const replace = (start: number, end: number, text: string) => {
    const area = field.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(start, end);
    // Deprecated, and still the only way into the undo list of a text field.
    const done = document.execCommand?.("insertText", false, text);
    if (!done) onValue(value.slice(0, start) + text + value.slice(end));
  };

  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const area = field.current;
      if (!area) return;
      const at = offsetOf(value, line, column);
      area.focus();
      area.setSelectionRange(at, at);
      const height = Number.parseFloat(getComputedStyle(area).lineHeight);
      area.scrollTop = Math.max((line - 1) * height - area.clientHeight / 3, 0);
    },
    insert(text) {
      const area = field.current;
      if (area) replace(area.selectionStart, area.selectionEnd, text);
    },
  }));

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-50 flex-1 overflow-hidden rounded-control border border-control bg-surface focus-within:border-accent">
        <div
          ref={gutter}
          aria-hidden
          className="num shrink-0 overflow-hidden border-r border-line bg-sunk px-2 py-2 text-right font-mono text-small text-muted select-none"
        >
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <div key={line}>{line + 1}</div>
          ))}
          <div className="h-8" />
        </div>
        <textarea
          ref={field}
          aria-label={label}
          aria-describedby={hint}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          wrap="off"
          onChange={(event) => onValue(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
          onBlur={() => {
            leaving.current = false;
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              leaving.current = true;
              event.stopPropagation();
            } else if (event.key === "Tab" && !leaving.current && !readOnly) {
              event.preventDefault();
              const { selectionStart: start, selectionEnd: end } = event.currentTarget;
              const next = indented({ text: value, start, end }, event.shiftKey);
              if (next.text === value) return;
              const from = value.lastIndexOf("\n", start - 1) + 1;
              const tail = value.length - end;
              replace(from, end, next.text.slice(from, next.text.length - tail));
              event.currentTarget.setSelectionRange(next.start, next.end);
            } else if (event.key !== "Shift" && event.key !== "Tab") leaving.current = false;
          }}
          className="focus-inset min-w-0 flex-1 resize-none bg-surface px-3 py-2 font-mono text-small whitespace-pre text-ink outline-none"
        />
      </div>
      <p id={hint} className="mt-1 text-small text-muted">
        {words.editor.tabHint}
      </p>
    </div>
  );
}
