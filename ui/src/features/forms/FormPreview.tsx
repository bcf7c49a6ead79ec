// How a form looks to a visitor. Nothing in it can be filled in.
import type { FieldDefinition, FormContent } from "../../api/gen/types";
import { cx } from "../../design/cx";
import { words } from "./words";

interface FormPreviewProps {
  content: FormContent;
  headline?: string;
  /** Key of the field that is being edited. */
  marked?: string | null;
}

export function FormPreview({ content, headline, marked }: FormPreviewProps) {
  const { definition, thankYouMessage, redirectUrl } = content;
  return (
    <div className="rounded-panel border border-line bg-surface p-5">
      <div inert className="flex flex-col gap-4">
        {headline && <p className="text-title font-strong">{headline}</p>}
        {definition.fields.map((field) => (
          <div
            key={field.key}
            className={cx(
              "-mx-2 rounded-control border border-transparent px-2 py-1",
              field.key === marked && "border-accent bg-accent-soft",
            )}
          >
            <FieldPreview field={field} wording={definition.consentWording ?? ""} />
          </div>
        ))}
        <span className="inline-flex h-control w-max items-center rounded-control bg-accent px-4 font-strong text-on-accent">
          {words.preview.send}
        </span>
      </div>
      <div className="mt-5 border-t border-line pt-3">
        <p className="text-small text-muted">{words.preview.thanks}</p>
        <p className="whitespace-pre-line">
          {redirectUrl ? words.preview.goesTo(redirectUrl) : thankYouMessage || "–"}
        </p>
      </div>
    </div>
  );
}

const box = "rounded-control border border-control bg-surface";

function FieldPreview({ field, wording }: { field: FieldDefinition; wording: string }) {
  const label = field.label || words.builder.unnamed;
  if (field.type === "consent")
    return (
      <div className="flex items-start gap-2">
        <span className={cx(box, "mt-0.5 size-4 shrink-0")} />
        <span className="text-small">
          {wording || label}
          {field.required && <Required />}
        </span>
      </div>
    );
  return (
    <>
      <p className="mb-1 text-small font-strong">
        {label}
        {field.required && <Required />}
      </p>
      <Control field={field} />
      {field.help && <p className="mt-1 text-small text-muted">{field.help}</p>}
    </>
  );
}

const Required = () => <span className="font-regular text-muted"> {words.builder.required_}</span>;

function Control({ field }: { field: FieldDefinition }) {
  const { type, options = [] } = field;
  if (type === "textarea") return <div className={cx(box, "h-18")} />;
  if (type === "select")
    return (
      <div className={cx(box, "flex h-control items-center px-2.5 text-muted")}>
        {words.preview.choose}
      </div>
    );
  if (type === "radio" || type === "checkbox")
    return (
      <ul className="flex flex-col gap-1">
        {options.map((option) => (
          <li key={option} className="flex items-center gap-2">
            <span
              className={cx(
                "size-4 shrink-0 border border-control bg-surface",
                type === "radio" ? "rounded-full" : "rounded-mark",
              )}
            />
            {option}
          </li>
        ))}
      </ul>
    );
  return <div className={cx(box, "h-control", type === "date" || type === "number" ? "w-40" : "")} />;
}
