// Name, objective and description of a campaign.
import { useId } from "react";
import { z } from "zod";
import type { Campaign } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { useChecked } from "../../design/form";
import { Input, Textarea } from "../../design/inputs";
import { words as common } from "../../words";
import { useChange } from "./useCampaign";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.create.nameMissing),
  objective: z.string(),
  description: z.string(),
});

export default function DescribeDialog({
  campaign,
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const id = useId();
  const { name, objective, description } = campaign;
  const form = useChecked(shape, { name, objective, description });
  const { change, pending } = useChange(campaign);
  const submit = form.handleSubmit(async (values) => {
    if (await change(values)) onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.act.describe}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={pending}>
            {words.act.save}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label={words.create.name} error={form.formState.errors.name?.message}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field label={words.act.objective} hint={words.act.objectiveHint} optional>
          <Input {...form.register("objective")} autoComplete="off" />
        </Field>
        <Field label={words.act.description} optional>
          <Textarea {...form.register("description")} rows={3} />
        </Field>
      </form>
    </Dialog>
  );
}
