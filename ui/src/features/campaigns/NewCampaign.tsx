// A new campaign, empty or as a copy of another; it opens at once.
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { z } from "zod";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { Input, Select } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.create.nameMissing),
  folder: z.string(),
});

interface NewCampaignProps {
  folder?: string;
  copyOf?: { id: string; name: string };
  onClose: () => void;
}

export default function NewCampaign({ folder = "", copyOf, onClose }: NewCampaignProps) {
  const id = useId();
  const navigate = useNavigate();
  const folders = useRead("campaigns.folders", {}, { topics: ["campaign_folders"] }).data ?? [];
  const create = useWrite("campaigns.create");
  const form = useChecked(shape, {
    name: copyOf ? words.create.copyOf(copyOf.name) : "",
    folder,
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    create.mutate(
      {
        name: values.name.trim(),
        ...(values.folder ? { folder: values.folder } : {}),
        ...(copyOf ? { copyOf: copyOf.id } : {}),
      },
      {
        onSuccess: (campaign) => {
          onClose();
          void navigate({ to: `/campaigns/${campaign.id}/audience` });
        },
        onError: (error) => refuse(form, error),
      },
    ),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={copyOf ? words.act.copy : words.create.title}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={create.isPending}>
            {words.create.action}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label={words.create.name} hint={words.create.hint} error={errors.name?.message}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field label={words.create.folder} optional>
          <Select {...form.register("folder")}>
            <option value="">{words.folder.none}</option>
            {folders.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </Select>
        </Field>
        {create.error && create.error.field === null && <ErrorLine error={create.error} />}
      </form>
    </Dialog>
  );
}
