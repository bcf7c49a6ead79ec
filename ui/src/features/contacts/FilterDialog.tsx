// Conditions of a filter: one, or groups of them in groups.
import { Trash2 } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button, IconButton } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { Select } from "../../design/inputs";
import { words as common } from "../../words";
import type { Names } from "./chips";
import { freshRule, isWhole, tidied, withPart } from "./filterTree";
import { RuleEditor } from "./RuleEditor";
import { deepest, type FilterNode, type Group, isGroup, type Joint, joints } from "./search";
import { useFilterNames } from "./useFilterNames";
import { words } from "./words";

interface FilterDialogProps {
  node: FilterNode;
  onNode: (node: FilterNode) => void;
  onClose: () => void;
}

export default function FilterDialog({ node: first, onNode, onClose }: FilterDialogProps) {
  const [node, setNode] = useState(first);
  const [checked, setChecked] = useState(false);
  const names = useFilterNames([], true);
  const own = names.own ?? [];
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isWhole(node, own)) onNode(tidied(node));
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.filter.title}
      actions={
        <>
          <Button onClick={onClose}>{common.do.cancel}</Button>
          <Button kind="primary" type="submit" form={id}>
            {words.filter.apply}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit}>
        <NodeEditor node={node} names={names} depth={0} checked={checked} onNode={setNode} />
      </form>
    </Dialog>
  );
}

interface NodeEditorProps {
  node: FilterNode;
  names: Names;
  depth: number;
  /** Say what is missing. */
  checked: boolean;
  onNode: (node: FilterNode) => void;
}

function NodeEditor({ node, names, depth, checked, onNode }: NodeEditorProps) {
  const add = (part: FilterNode) => onNode(withPart(node, part));
  const fresh = () => freshRule("city", names.own ?? []);
  return (
    <div className="flex flex-col gap-3">
      {isGroup(node) ? (
        <Parts group={node} names={names} depth={depth} checked={checked} onGroup={onNode} />
      ) : (
        <RuleEditor rule={node} names={names} checked={checked} onRule={onNode} />
      )}
      <div className="-ml-2.5 flex gap-2">
        <Button small kind="quiet" onClick={() => add(fresh())}>
          {words.filter.addCondition}
        </Button>
        {depth + 1 < deepest && (
          <Button small kind="quiet" onClick={() => add({ joint: "any", parts: [fresh()] })}>
            {words.filter.addGroup}
          </Button>
        )}
      </div>
    </div>
  );
}

interface PartsProps extends Omit<NodeEditorProps, "node" | "onNode"> {
  group: Group;
  onGroup: (group: Group) => void;
}

function Parts({ group, names, depth, checked, onGroup }: PartsProps) {
  const { joint, parts } = group;
  const put = (at: number, part: FilterNode) => onGroup({ joint, parts: parts.with(at, part) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">{words.filter.group}</legend>
      <Select
        aria-label={words.filter.jointLabel}
        className="w-64"
        value={joint}
        onChange={(event) => onGroup({ joint: event.target.value as Joint, parts })}
      >
        {joints.map((each) => (
          <option key={each} value={each}>
            {words.filter.jointChoices[each]}
          </option>
        ))}
      </Select>
      <ol className="flex flex-col gap-3">
        {parts.map((part, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own
            key={at}
            className="flex items-start gap-2 border-l-2 border-line pl-3"
          >
            <div className="min-w-0 flex-1">
              {isGroup(part) ? (
                <NodeEditor
                  node={part}
                  names={names}
                  depth={depth + 1}
                  checked={checked}
                  onNode={(next) => put(at, next)}
                />
              ) : (
                <RuleEditor
                  rule={part}
                  names={names}
                  checked={checked}
                  onRule={(next) => put(at, next)}
                />
              )}
            </div>
            <IconButton
              small
              icon={Trash2}
              label={words.filter.removePart(at + 1)}
              disabled={parts.length === 1}
              onClick={() => onGroup({ joint, parts: parts.toSpliced(at, 1) })}
            />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
