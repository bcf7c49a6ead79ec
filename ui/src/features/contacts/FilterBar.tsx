// The conditions of the view as chips, and the way to one more.
import { lazy, Suspense, useState } from "react";
import { AddChip, Chip } from "../../design/status";
import { chipOf } from "./chips";
import { type FilterNode, withNode, withoutNode } from "./search";
import { useFilterNames } from "./useFilterNames";
import { words } from "./words";

const FilterDialog = lazy(() => import("./FilterDialog"));

interface FilterBarProps {
  nodes: FilterNode[];
  onNodes: (nodes: FilterNode[]) => void;
}

interface Editing {
  /** Which chip; null for a new one. */
  at: number | null;
  node: FilterNode;
}

const first: FilterNode = { field: "status", operator: "anyOf", value: [] };

export function FilterBar({ nodes, onNodes }: FilterBarProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const names = useFilterNames(nodes, false);
  return (
    <>
      {nodes.map((node, at) => (
        <Chip
          // biome-ignore lint/suspicious/noArrayIndexKey: two chips may say the same
          key={`${at} ${JSON.stringify(node)}`}
          {...chipOf(node, names)}
          onEdit={() => setEditing({ at, node })}
          onRemove={() => onNodes(withoutNode(nodes, at))}
        />
      ))}
      <AddChip onClick={() => setEditing({ at: null, node: first })}>{words.filter.add}</AddChip>
      {editing && (
        <Suspense>
          <FilterDialog
            node={editing.node}
            onClose={() => setEditing(null)}
            onNode={(node) => {
              onNodes(withNode(nodes, editing.at, node));
              setEditing(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
