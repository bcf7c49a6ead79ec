// Who gets the campaign: lists in, lists out, and what becomes of everybody on them.
import { Plus, X } from "lucide-react";
import type { Campaign, CampaignList, ContactList, Waterfall } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button, IconButton } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { Menu } from "../../design/Menu";
import { Section } from "../../design/Section";
import { EmptyState, ErrorState, SkeletonLines } from "../../design/states";
import { words as common } from "../../words";
import { ButtonLink } from "../campaigns/ButtonLink";
import { useChange } from "../campaigns/useCampaign";
import { type WaterfallBar, waterfallBars, waterfallSum } from "./waterfall";
import { words } from "./words";

export default function AudienceStep({ campaign }: { campaign: Campaign }) {
  const lists = useRead("lists.all", {}, { topics: ["contact_lists", "list_members"] });
  const { change, pending } = useChange(campaign);
  const mine = campaign.editable && campaign.open && !pending;
  if (lists.error) return <ErrorState error={lists.error} onRetry={() => void lists.refetch()} />;
  if (!lists.data) return <SkeletonLines lines={4} />;
  const { includeLists, excludeLists } = campaign;
  if (lists.data.length === 0 && includeLists.length + excludeLists.length === 0)
    return (
      <EmptyState
        text={words.none}
        action={
          <ButtonLink primary href="#/contacts">
            {words.noneAction}
          </ButtonLink>
        }
      />
    );
  const taken = new Set([...includeLists, ...excludeLists].map(({ id }) => id));
  const free = lists.data.filter(({ id }) => !taken.has(id));
  const ids = (chosen: CampaignList[]) => chosen.map(({ id }) => id);
  return (
    <div className="grid grid-cols-[calc(var(--spacing)*64)_1fr] gap-x-10 gap-y-6 max-[900px]:grid-cols-1">
      <div>
        <Picker
          title={words.include}
          hint={words.includeHint}
          chosen={includeLists}
          free={free}
          editable={mine}
          onChange={(next) => void change({ includeLists: next })}
          ids={ids(includeLists)}
        />
        <Picker
          title={words.exclude}
          hint={words.excludeHint}
          chosen={excludeLists}
          free={free}
          editable={mine}
          onChange={(next) => void change({ excludeLists: next })}
          ids={ids(excludeLists)}
        />
      </div>
      <Section title={words.title}>
        {includeLists.length === 0 ? (
          <p className="py-4 text-muted">{words.waits}</p>
        ) : (
          <Fall campaign={campaign.id} />
        )}
      </Section>
    </div>
  );
}

interface PickerProps {
  title: string;
  hint: string;
  chosen: CampaignList[];
  ids: string[];
  free: ContactList[];
  editable: boolean;
  onChange: (ids: string[]) => void;
}

function Picker({ title, hint, chosen, ids, free, editable, onChange }: PickerProps) {
  return (
    <Section title={title}>
      <p className="mb-1 text-small text-muted">{hint}</p>
      {chosen.length === 0 && <p className="py-1.5 text-muted">{words.nothing}</p>}
      <ul>
        {chosen.map((list) => (
          <li key={list.id} className="flex h-row items-center gap-2 border-b border-line">
            <span className={cx("min-w-0 flex-1 truncate", list.deleted && "line-through")}>
              {list.name}
            </span>
            <span className="num text-muted" title={words.people(format.number(list.total))}>
              {list.deleted ? words.deleted : format.number(list.total)}
            </span>
            {editable && (
              <IconButton
                small
                icon={X}
                label={common.do.remove(list.name)}
                onClick={() => onChange(ids.filter((id) => id !== list.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <div className="mt-2">
          <Menu
            align="start"
            trigger={
              <Button small icon={Plus} disabled={free.length === 0}>
                {free.length === 0 ? words.noMore : words.add}
              </Button>
            }
            parts={free.map((list) => ({
              label: list.name,
              note: words.people(format.number(list.total)),
              onSelect: () => onChange([...ids, list.id]),
            }))}
          />
        </div>
      )}
    </Section>
  );
}

function Fall({ campaign }: { campaign: string }) {
  const { data, error, refetch } = useRead(
    "audience.waterfall",
    { campaign },
    {
      keepPrevious: true,
      topics: [
        "campaigns",
        "campaign_lists",
        "contacts",
        "contact_lists",
        "list_members",
        "suppressions",
        "validation",
      ],
    },
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={7} />;
  const sum = waterfallSum(data);
  return (
    <>
      <ul className="grid grid-cols-[max-content_1fr_max-content_max-content] gap-x-3">
        {waterfallBars(data).map((bar) => (
          <Bar key={bar.bucket} bar={bar} counts={data} />
        ))}
      </ul>
      <p className={cx("num mt-3 text-small", sum === data.onLists ? "text-muted" : "text-warn")}>
        {sum === data.onLists
          ? words.sum(format.number(sum))
          : words.off(format.number(sum), format.number(data.onLists))}
      </p>
    </>
  );
}

const fills = { whole: "bg-series-sent", loss: "bg-series-unsubscribe", rest: "bg-series-open" };

function Bar({ bar, counts }: { bar: WaterfallBar; counts: Waterfall }) {
  const { label, why } = words.bucket[bar.bucket];
  const rate = format.rate(bar.count, counts.onLists);
  const rest = bar.kind === "rest";
  const parts = [
    counts.mailableUnchecked > 0 && `${format.number(counts.mailableUnchecked)} ${words.unchecked}`,
    counts.mailableRisky > 0 && `${format.number(counts.mailableRisky)} ${words.risky}`,
  ].filter(Boolean);
  return (
    <li
      className={cx(
        "col-span-4 grid grid-cols-subgrid items-center border-b border-line py-2",
        rest && "font-strong",
      )}
    >
      <span>{label}</span>
      <span aria-hidden className="relative h-4 overflow-hidden rounded-mark bg-sunk">
        <span
          className={cx(
            "absolute inset-y-0 min-w-px",
            fills[bar.kind],
            bar.count === 0 && "hidden",
          )}
          style={{ left: `${bar.from * 100}%`, width: `${bar.share * 100}%` }}
        />
      </span>
      <span className="num text-right">
        {bar.kind === "loss" && bar.count > 0
          ? format.change(-bar.count)
          : format.number(bar.count)}
      </span>
      <span className="num text-right font-regular text-muted" title={rate.title}>
        {rate.text}
      </span>
      <span className="col-span-4 text-small font-regular text-muted">
        {why}
        {rest && parts.length > 0 && ` ${parts.join(", ")}.`}
      </span>
    </li>
  );
}
