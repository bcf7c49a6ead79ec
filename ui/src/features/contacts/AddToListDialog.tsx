// Which list the selected contacts join: one that is there, or a new one.
import { useId, useState } from "react";
import type { ContactList, NamedId } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { ErrorLine } from "../../design/states";
import { words as common } from "../../words";
import { words } from "./words";

interface AddToListProps {
  count: number;
  lists: ContactList[];
  onList: (list: NamedId) => void;
  onClose: () => void;
}

const fresh = "new";

export default function AddToListDialog({ count, lists, onList, onClose }: AddToListProps) {
  const [list, setList] = useState(lists[0]?.id ?? fresh);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const create = useWrite("lists.create");
  const id = useId();

  const finish = (chosen: NamedId) => {
    onList(chosen);
    onClose();
  };
  const submit = () => {
    const known = lists.find((it) => it.id === list);
    if (known) return finish(known);
    if (name.trim() === "") return setProblem(words.act.listMissing);
    create.mutate({ name }, { onSuccess: (made) => finish({ id: made.id, name: name.trim() }) });
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.act.addToList}
      text={words.act.listText(count, format.number(count))}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id} busy={create.isPending}>
            {words.act.addToList}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={words.act.list}>
          <Select value={list} onChange={(event) => setList(event.target.value)}>
            {lists.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
            <option value={fresh}>{words.act.newList}</option>
          </Select>
        </Field>
        {list === fresh && (
          <Field label={words.act.newListName} error={problem ?? undefined}>
            <Input
              value={name}
              onChange={(event) => {
                setProblem(null);
                setName(event.target.value);
              }}
            />
          </Field>
        )}
        <ErrorLine error={create.error} />
      </form>
    </Dialog>
  );
}
