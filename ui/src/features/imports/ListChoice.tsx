// Which list the people of the file join: one that is there, a new one, or none.
import { useRead } from "../../api/queries";
import { Field } from "../../design/Field";
import { Input, Select } from "../../design/inputs";
import type { Target } from "./mapping";
import { words } from "./words";

interface ListChoiceProps {
  target: Target;
  problem: string | null;
  onTarget: (target: Target) => void;
}

const [none, fresh] = ["", "new"];

export function ListChoice({ target, problem, onTarget }: ListChoiceProps) {
  const lists = useRead("lists.all", {}).data ?? [];
  const value = target.newList !== null ? fresh : (target.list ?? none);
  const choose = (next: string) =>
    onTarget({
      list: next === fresh || next === none ? null : next,
      newList: next === fresh ? "" : null,
    });
  return (
    <div className="flex flex-col gap-3">
      <Field label={words.list.label}>
        <Select value={value} onChange={(event) => choose(event.target.value)}>
          <option value={none}>{words.list.none}</option>
          {lists.map((list) => (
            <option key={list.id} value={list.id}>
              {list.name}
            </option>
          ))}
          <option value={fresh}>{words.list.fresh}</option>
        </Select>
      </Field>
      {target.newList !== null && (
        <Field label={words.list.name} error={problem}>
          <Input
            autoFocus
            value={target.newList}
            autoComplete="off"
            onChange={(event) => onTarget({ list: null, newList: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
