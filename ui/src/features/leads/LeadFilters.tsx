// The conditions of the table as chips, and the way to one more: status, how they came, what was answered.
import { lazy, Suspense, useState } from "react";
import type { LeadField, LeadFieldFilter, LeadSource } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Menu, type MenuPart } from "../../design/Menu";
import { AddChip, Chip } from "../../design/status";
import { statuses } from "./moves";
import { answersMost, type LeadsSearch } from "./search";
import { words } from "./words";

const AnswerDialog = lazy(() => import("./AnswerDialog"));

interface LeadFiltersProps {
  search: LeadsSearch;
  onChange: (part: Partial<LeadsSearch>) => void;
}

export function LeadFilters({ search, onChange }: LeadFiltersProps) {
  const { campaign, status, source, answers = [] } = search;
  const fields = useRead("leads.fields", campaign ? { campaign } : {}, {
    topics: ["form_fields", "campaigns"],
  }).data;
  const [asking, setAsking] = useState<LeadField | null>(null);
  const labelOf = (key: string) => fields?.find(({ field }) => field === key)?.label ?? key;
  const without = (gone: LeadFieldFilter) => {
    const left = answers.filter((answer) => answer !== gone);
    onChange({ answers: left.length > 0 ? left : undefined });
  };
  const parts: MenuPart[] = [
    { heading: words.columns.status },
    ...statuses.map((one) => ({
      label: words.status[one],
      chosen: status === one,
      onSelect: () => onChange({ status: one }),
    })),
    { heading: words.columns.source },
    ...Object.entries(words.source).map(([one, label]) => ({
      label,
      chosen: source === one,
      onSelect: () => onChange({ source: one as LeadSource }),
    })),
  ];
  if (fields && fields.length > 0 && answers.length < answersMost)
    parts.push(
      { heading: words.filter.answers },
      ...fields.map((field) => ({ label: field.label, onSelect: () => setAsking(field) })),
    );
  return (
    <>
      {status && (
        <Chip
          name={words.filter.is(words.columns.status)}
          value={words.status[status]}
          onRemove={() => onChange({ status: undefined })}
        />
      )}
      {source && (
        <Chip
          name={words.columns.source}
          value={words.source[source]}
          onRemove={() => onChange({ source: undefined })}
        />
      )}
      {answers.map((answer) => (
        <Chip
          key={`${answer.field} ${answer.value}`}
          name={labelOf(answer.field)}
          value={answer.value}
          onRemove={() => without(answer)}
        />
      ))}
      <Menu align="start" trigger={<AddChip>{words.filter.add}</AddChip>} parts={parts} />
      {asking && (
        <Suspense>
          <AnswerDialog
            field={asking}
            campaign={campaign}
            onClose={() => setAsking(null)}
            onAnswer={(value) => {
              const others = answers.filter(
                (one) => one.field !== asking.field || one.value !== value,
              );
              onChange({ answers: [...others, { field: asking.field, value }] });
              setAsking(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
