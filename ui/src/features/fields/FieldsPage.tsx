// The organization's own fields of a contact: what there is, in which order, with which rules.
import { Ellipsis, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ContactField } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { call } from "../../api/transport";
import { Button, IconButton } from "../../design/Button";
import { format } from "../../design/format";
import { Menu, type MenuPart } from "../../design/Menu";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { Tag } from "../../design/status";
import { useMay } from "../../shell/member";
import { useCrumbs } from "../../shell/page";
import { toastError, useDone } from "../../shell/undo";
import { ContactsTabs } from "../contacts/Tabs";
import { words as contacts } from "../contacts/words";
import { words } from "./words";

const FieldDialog = lazy(() => import("./FieldDialog"));

/** What changes the definitions, and how many use them. */
const topics = ["contact_fields", "contact_field_values"];

export default function FieldsPage() {
  useCrumbs({ label: contacts.title, href: "#/contacts" }, { label: words.title });
  const { data, error, refetch } = useRead("fields.all", { counts: true }, { topics });
  const [dialog, setDialog] = useState<ContactField | "new" | null>(null);
  const may = useMay();
  const createButton = may("contact.fields") && (
    <Button kind="primary" icon={Plus} onClick={() => setDialog("new")}>
      {words.new}
    </Button>
  );
  return (
    <>
      <ContactsTabs />
      <div className="min-h-0 flex-1 overflow-auto px-gutter pt-4 pb-6">
        <header className="flex items-center gap-3">
          <h1 className="text-title">{words.title}</h1>
          {data && <span className="num text-muted">{format.number(data.length)}</span>}
          <div className="ml-auto">{data && data.length > 0 && createButton}</div>
        </header>
        {data && data.length > 0 && (
          <p className="mt-1 max-w-column-min text-muted">{words.text}</p>
        )}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <SkeletonLines lines={4} />}
        {data?.length === 0 && (
          <EmptyState text={createButton ? words.empty : words.none} action={createButton} />
        )}
        {data && data.length > 0 && <FieldTable fields={data} onEdit={setDialog} />}
      </div>
      <Suspense>
        {dialog && (
          <FieldDialog field={dialog === "new" ? null : dialog} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </>
  );
}

interface FieldTableProps {
  fields: ContactField[];
  onEdit: (field: ContactField) => void;
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";

const FieldTable = ({ fields, onEdit }: FieldTableProps) => (
  <table className="mt-3 w-full max-w-column border-collapse leading-table">
    <thead>
      <tr className="text-left text-small text-muted">
        {[words.columns.name, words.columns.type, words.columns.rules, words.columns.variable].map(
          (title) => (
            <th key={title} scope="col" className={head}>
              {title}
            </th>
          ),
        )}
        <th scope="col" className={`${head} text-right`}>
          {words.columns.used}
        </th>
        <th scope="col" className={head}>
          <span className="sr-only">{words.columns.actions}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {fields.map((field, at) => (
        <FieldRow key={field.id} field={field} at={at} last={fields.length - 1} onEdit={onEdit} />
      ))}
    </tbody>
  </table>
);

interface FieldRowProps {
  field: ContactField;
  at: number;
  last: number;
  onEdit: (field: ContactField) => void;
}

/** As a value of the type is read. */
const begins = ({ fieldType, default: value }: ContactField) =>
  fieldType === "boolean" ? words.answers[value as "true" | "false"] : value;

function FieldRow({ field, at, last, onEdit }: FieldRowProps) {
  const may = useMay();
  const done = useDone();
  const { id, label, fieldType, choices, ...rest } = field;
  const used = rest.used ?? 0;
  const move = (position: number) => {
    const { description, required, unique, default: value, sensitive } = rest;
    const values = {
      label,
      description,
      fieldType,
      choices,
      required,
      unique,
      sensitive,
      default: value,
    };
    void call("fields.update", { field: id, values, position }).then(
      ({ undo }) => done(words.moved(label), undo),
      toastError,
    );
  };
  const remove = () =>
    void call("fields.delete", { field: id }).then(
      ({ undo }) => done(words.deleted(label, used, format.number(used)), undo),
      toastError,
    );
  const parts: MenuPart[] = [
    ...(may("contact.fields")
      ? [
          { label: words.edit, onSelect: () => onEdit(field) },
          { label: words.up, disabled: at === 0, onSelect: () => move(at - 1) },
          { label: words.down, disabled: at === last, onSelect: () => move(at + 1) },
        ]
      : []),
    ...(may("contact.delete")
      ? ["line" as const, { label: words.delete, danger: true, onSelect: remove }]
      : []),
  ];
  const rules = [
    ...(rest.required ? [words.required] : []),
    ...(rest.unique ? [words.unique] : []),
    ...(rest.sensitive ? [words.sensitive] : []),
    ...(rest.default ? [words.begins(begins(field))] : []),
  ];
  return (
    <tr className="h-10 border-b border-line hover:bg-sunk">
      <th scope="row" className="min-w-40 px-2.5 text-left font-regular">
        <span className="font-strong">{label}</span>
        {rest.description && <div className="text-small text-muted">{rest.description}</div>}
      </th>
      <td className="px-2.5 whitespace-nowrap">
        {words.types[fieldType]}
        {fieldType === "choice" && (
          <span className="text-muted" title={choices.join(", ")}>
            {` · ${words.choices(choices.length)}`}
          </span>
        )}
      </td>
      <td className="px-2.5">
        <span className="flex flex-wrap gap-1.5">
          {rules.map((rule) => (
            <Tag key={rule}>{rule}</Tag>
          ))}
        </span>
      </td>
      <td className="px-2.5 text-muted">{`{{ ${rest.name} }}`}</td>
      <td className="num px-2.5 text-right whitespace-nowrap text-muted">
        {words.used(used, format.number(used))}
      </td>
      <td className="w-10 text-right">
        {parts.length > 0 && (
          <Menu
            trigger={<IconButton small icon={Ellipsis} label={words.more(label)} />}
            parts={parts}
          />
        )}
      </td>
    </tr>
  );
}
