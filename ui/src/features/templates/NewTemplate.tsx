// A new template: one of the starters, looked at before it is chosen.
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { Input } from "../../design/inputs";
import { ErrorLine, SkeletonLines } from "../../design/states";
import { words as common } from "../../words";
import { Paper } from "./MailPreview";
import { words } from "./words";

export function NewTemplate({ onClose }: { onClose: () => void }) {
  const id = useId();
  const navigate = useNavigate();
  const starters = useRead("templates.starters", {});
  const create = useWrite("templates.create");
  const [picked, setPicked] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const key = picked ?? starters.data?.[0]?.key ?? "";
  const starter = starters.data?.find((it) => it.key === key);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    if (given === "") return setProblem(words.create.nameMissing);
    create.mutate(
      { name: given, ...(starter ? { starter: starter.key } : {}) },
      {
        onSuccess: (made) => {
          onClose();
          void navigate({ to: `/campaigns/templates/${made.id}` });
        },
      },
    );
  };
  const choices = [
    ...(starters.data?.map((it) => ({ key: it.key, label: it.name, note: it.subject })) ?? []),
    { key: "", label: words.create.blank, note: "" },
  ];
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.create.title}
      text={words.create.text}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={create.isPending}>
            {words.create.action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.create.name} error={problem}>
          <Input
            value={name}
            autoComplete="off"
            onChange={(event) => {
              setProblem(null);
              setName(event.target.value);
            }}
          />
        </Field>
        {starters.data ? (
          <div className="grid h-90 grid-cols-[calc(var(--spacing)*60)_1fr] gap-4">
            <fieldset className="min-h-0 overflow-auto">
              <legend className="mb-1 text-small font-strong">{words.create.starter}</legend>
              {choices.map((choice) => (
                <label
                  key={choice.key}
                  className={cx(
                    "flex cursor-pointer items-start gap-2 rounded-control px-2 py-1.5",
                    choice.key === key && "bg-accent-soft",
                  )}
                >
                  <input
                    type="radio"
                    name={`${id}-starter`}
                    checked={choice.key === key}
                    onChange={() => setPicked(choice.key)}
                    className="mt-0.5 accent-accent"
                  />
                  <span className="min-w-0">
                    <span className="block">{choice.label}</span>
                    <span className="block truncate text-small text-muted">{choice.note}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            {starter && (
              <div className="flex min-h-0 min-w-0 flex-col">
                <Paper
                  html={starter.preview}
                  title={words.create.preview(starter.name)}
                  width={640}
                />
              </div>
            )}
          </div>
        ) : (
          <SkeletonLines lines={4} />
        )}
        <ErrorLine error={create.error ?? starters.error} />
      </form>
    </Dialog>
  );
}
