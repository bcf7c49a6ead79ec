// What the author writes: subject, preheader, HTML, plain text, and the problems found in them.
import { useRef, useState } from "react";
import type { TemplatePart, TemplateProblem, TemplateSource } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input } from "../../design/inputs";
import { StatusDot } from "../../design/status";
import { CodeEditor, type CodeHandle } from "./CodeEditor";
import { VariableMenu } from "./VariableMenu";
import { words } from "./words";

interface SourceEditorProps {
  source: TemplateSource;
  onSource: (source: TemplateSource) => void;
  readOnly: boolean;
  problems: TemplateProblem[];
  checking: boolean;
}

type Shown = "html" | "text";
type Line = "subject" | "preheader";

export function SourceEditor(props: SourceEditorProps) {
  const { source, onSource, readOnly, problems, checking } = props;
  const [shown, setShown] = useState<Shown>("html");
  const code = useRef<CodeHandle>(null);
  const lines = { subject: useRef<HTMLInputElement>(null), preheader: useRef<HTMLInputElement>(null) };
  /** Where a variable goes: the part that had the cursor last. */
  const last = useRef<TemplatePart>("html");

  const insert = (tag: string) => {
    const part = last.current;
    if (part === "html" || part === "text") return code.current?.insert(tag);
    const field = lines[part].current;
    if (!field) return;
    const { selectionStart, selectionEnd } = field;
    const [start, end] = [selectionStart ?? source[part].length, selectionEnd ?? source[part].length];
    onSource({ ...source, [part]: source[part].slice(0, start) + tag + source[part].slice(end) });
    field.focus();
  };
  const goTo = ({ part, line, column }: TemplateProblem) => {
    if (part === "subject" || part === "preheader") return lines[part].current?.focus();
    setShown(part);
    // The other part's field stands there only after the next paint.
    requestAnimationFrame(() => code.current?.goTo(Math.max(line, 1), Math.max(column, 1)));
  };
  const line = (part: Line) => (
    <Field
      label={words.editor[part]}
      hint={part === "preheader" ? words.editor.preheaderHint : undefined}
    >
      <Input
        ref={lines[part]}
        value={source[part]}
        readOnly={readOnly}
        autoComplete="off"
        onFocus={() => {
          last.current = part;
        }}
        onChange={(event) => onSource({ ...source, [part]: event.target.value })}
      />
    </Field>
  );

  return (
    <section aria-label={words.editor.label} className="flex min-h-0 min-w-0 flex-col gap-3">
      {line("subject")}
      {line("preheader")}
      <div className="flex items-center gap-3">
        <div role="group" aria-label={words.editor.part} className="flex text-muted">
          {(["html", "text"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === shown}
              onClick={() => {
                last.current = one;
                setShown(one);
              }}
              className="min-h-target rounded-mark px-1.5 first:pl-0 hover:text-ink aria-pressed:font-strong aria-pressed:text-ink"
            >
              {one === "html" ? words.editor.html : words.editor.textTab}
            </button>
          ))}
        </div>
        {!readOnly && (
          <div className="ml-auto">
            <VariableMenu onInsert={insert} />
          </div>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes where the cursor was */}
      <div
        className="flex min-h-0 flex-1 flex-col"
        onFocus={() => {
          last.current = shown;
        }}
      >
        {shown === "html" ? (
          <CodeEditor
            key="html"
            ref={code}
            label={words.editor.htmlLabel}
            value={source.html}
            readOnly={readOnly}
            onValue={(html) => onSource({ ...source, html })}
          />
        ) : source.text === null ? (
          <div className="flex flex-1 flex-col items-start gap-3 rounded-control border border-line p-4">
            <p className="text-muted">{words.editor.textAuto}</p>
            {!readOnly && (
              <Button onClick={() => onSource({ ...source, text: "" })}>
                {words.editor.textOwn}
              </Button>
            )}
          </div>
        ) : (
          <>
            <CodeEditor
              key="text"
              ref={code}
              label={words.editor.textLabel}
              value={source.text}
              readOnly={readOnly}
              onValue={(text) => onSource({ ...source, text })}
            />
            {!readOnly && (
              <div className="mt-1">
                <Button small kind="quiet" onClick={() => onSource({ ...source, text: null })}>
                  {words.editor.textBack}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
      <Problems problems={problems} checking={checking} onGo={goTo} />
    </section>
  );
}

interface ProblemsProps {
  problems: TemplateProblem[];
  checking: boolean;
  onGo: (problem: TemplateProblem) => void;
}

function Problems({ problems, checking, onGo }: ProblemsProps) {
  return (
    <section aria-label={words.problems.title} className="shrink-0">
      <h2 className="flex items-baseline gap-2">
        {words.problems.title}
        <span role="status" className="num text-small font-regular text-muted">
          {checking
            ? words.problems.checking
            : problems.length > 0
              ? format.number(problems.length)
              : words.problems.none}
        </span>
      </h2>
      {problems.length > 0 && (
        <ul className="mt-1 max-h-32 overflow-auto border-t border-line">
          {problems.map((problem) => {
            const { part, line, column, code, message, severity } = problem;
            const where =
              line > 0
                ? words.problems.at(
                    words.problems.parts[part],
                    format.number(line),
                    format.number(column),
                  )
                : words.problems.parts[part];
            return (
              <li key={`${part} ${line} ${column} ${code} ${message}`}>
                <button
                  type="button"
                  onClick={() => onGo(problem)}
                  className="focus-inset flex w-full items-baseline gap-3 border-b border-line py-1 text-left hover:bg-sunk"
                >
                  <span className="min-w-0 flex-1">
                    <StatusDot tone={severity === "error" ? "bad" : "warn"} title={message}>
                      {message}
                    </StatusDot>
                  </span>
                  <span className="num shrink-0 text-small text-muted">{where}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
