// The conditions of the view as chips, and the way to one more.
import { lazy, Suspense, useState } from "react";
import { useRead } from "../../api/queries";
import { Menu } from "../../design/Menu";
import { AddChip, Chip } from "../../design/status";
import { chipOf } from "./chips";
import { filterFields, type Rule, withoutRule, withRule } from "./search";
import { words } from "./words";

const FilterDialog = lazy(() => import("./FilterDialog"));

interface FilterBarProps {
  rules: Rule[];
  onRules: (rules: Rule[]) => void;
}

interface Editing {
  /** Which chip; null for a new one. */
  at: number | null;
  rule: Rule;
}

const firstRule = (field: Rule["field"]): Rule => {
  if (field === "status" || field === "list") return { field, operator: "anyOf", value: [] };
  if (field === "hasEmail") return { field, operator: "equals", value: true };
  if (field === "source") return { field, operator: "equals", value: "import" };
  if (field === "createdAt") return { field, operator: "above" };
  return { field, operator: "equals", value: "" };
};

export function FilterBar({ rules, onRules }: FilterBarProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const lists = useRead("lists.all", {}).data;
  return (
    <>
      {rules.map((rule, at) => (
        <Chip
          // biome-ignore lint/suspicious/noArrayIndexKey: two chips may say the same
          key={`${at} ${rule.field}`}
          {...chipOf(rule, lists)}
          onEdit={() => setEditing({ at, rule })}
          onRemove={() => onRules(withoutRule(rules, at))}
        />
      ))}
      <Menu
        align="start"
        trigger={<AddChip>{words.filter.add}</AddChip>}
        parts={filterFields.map((field) => ({
          label: words.filter.fields[field],
          onSelect: () => setEditing({ at: null, rule: firstRule(field) }),
        }))}
      />
      {editing && (
        <Suspense>
          <FilterDialog
            rule={editing.rule}
            lists={lists ?? []}
            onClose={() => setEditing(null)}
            onRule={(rule) => {
              onRules(withRule(rules, editing.at, rule));
              setEditing(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
