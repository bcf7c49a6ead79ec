// A new form: only its name is asked.
import { useNavigate } from "@tanstack/react-router";
import { useWrite } from "../../api/queries";
import { NameDialog } from "../campaigns/NameDialog";
import { words } from "./words";

export function NewForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useWrite("forms.create");
  return (
    <NameDialog
      title={words.new}
      text={words.createText}
      action={words.create}
      label={words.name}
      missing={words.nameMissing}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onName={(name) =>
        create.mutate(
          { name },
          {
            onSuccess: ({ id }) => {
              onClose();
              void navigate({ to: `/campaigns/forms/${id}` });
            },
          },
        )
      }
    />
  );
}
