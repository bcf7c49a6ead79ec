// A role's name, description and permissions: of a new one, a copy, or a custom one that is there.
import { useId, useState } from "react";
import { z } from "zod";
import type { Grant, PermissionRow } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { refuse, useChecked } from "../../design/form";
import { format } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { toast } from "../../design/toast";
import { words as common } from "../../words";
import { byCategory, mayGive, type Reach, reachesOf, reachOf, withReach } from "./grants";
import { useHeld } from "./useHeld";
import { words } from "./words";

const shape = z.object({
  name: z.string().trim().min(1, words.nameMissing).max(80, words.nameLong),
  description: z.string(),
});

export interface Draft {
  /** Null for a new role. */
  role: string | null;
  name: string;
  description: string;
  permissions: Grant[];
}

interface RoleDialogProps {
  draft: Draft;
  catalogue: PermissionRow[];
  onClose: () => void;
}

export function RoleDialog({ draft, catalogue, onClose }: RoleDialogProps) {
  const { name, description } = draft;
  const form = useChecked(shape, { name, description });
  const [grants, setGrants] = useState(draft.permissions);
  const create = useWrite("roles.create");
  const update = useWrite("roles.update");
  const id = useId();
  const { errors } = form.formState;
  const error = create.error ?? update.error;

  const submit = form.handleSubmit((values) => {
    const after = {
      onSuccess: ({ name }: { name: string }) => {
        toast({ text: draft.role === null ? words.created(name) : words.saved(name) });
        onClose();
      },
      onError: (thrown: unknown) => void refuse(form, thrown),
    };
    const wanted = { ...values, permissions: grants };
    if (draft.role === null) create.mutate(wanted, after);
    else update.mutate({ role: draft.role, ...wanted }, after);
  });

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={draft.role === null ? words.newTitle : words.editTitle(name)}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={id}
            busy={create.isPending || update.isPending}
          >
            {draft.role === null ? words.create : words.save}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid grid-cols-[1fr_2fr] items-start gap-3">
          <Field label={words.name} error={errors.name?.message}>
            <Input {...form.register("name")} autoComplete="off" />
          </Field>
          <Field label={words.description} optional error={errors.description?.message}>
            <Input {...form.register("description")} autoComplete="off" />
          </Field>
        </div>
        {error && error.field !== "name" && error.field !== "description" && (
          <ErrorLine error={error} />
        )}
        <div>
          <div className="flex items-baseline justify-between gap-3">
            <h3 className="text-small font-strong">{words.permissions}</h3>
            <span role="status" className="num text-small text-muted">
              {words.counted(
                grants.length,
                format.number(grants.length),
                format.number(catalogue.length),
              )}
            </span>
          </div>
          {byCategory(catalogue).map((category) => (
            <fieldset key={category.name} className="mt-3">
              <legend className="text-small text-muted">
                {words.categories[category.name] ?? category.name}
              </legend>
              <ul className="mt-1 border-t border-line">
                {category.permissions.map((permission) => (
                  <PermissionLine
                    key={permission.key}
                    permission={permission}
                    reach={reachOf(grants, permission.key)}
                    onReach={(reach) =>
                      setGrants((before) => withReach(catalogue, before, permission.key, reach))
                    }
                  />
                ))}
              </ul>
            </fieldset>
          ))}
        </div>
      </form>
    </Dialog>
  );
}

interface PermissionLineProps {
  permission: PermissionRow;
  reach: Reach;
  onReach: (reach: Reach) => void;
}

function PermissionLine({ permission, reach, onReach }: PermissionLineProps) {
  const held = useHeld();
  const none = !mayGive(held, permission.key, "own");
  return (
    <li className="flex min-h-10 items-center gap-4 border-b border-line">
      <span className="min-w-0 flex-1" title={permission.key}>
        {permission.description}
        {none && <span className="block text-small text-muted">{words.notHeld}</span>}
      </span>
      <Select
        aria-label={permission.description}
        value={reach}
        disabled={none}
        onChange={(event) => onReach(event.target.value as Reach)}
        className="w-25"
      >
        {reachesOf(permission).map((it) => (
          <option key={it} value={it} disabled={!mayGive(held, permission.key, it)}>
            {words.reach[it]}
          </option>
        ))}
      </Select>
    </li>
  );
}
