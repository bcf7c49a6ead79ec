// Today: sentences, each with one action. Empty is a good state.
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { ErrorState, SkeletonLines } from "../../design/states";
import { StatusDot } from "../../design/status";
import { toast } from "../../design/toast";
import { useCrumbs } from "../../shell/page";
import { toastError } from "../../shell/undo";
import { ButtonLink } from "../campaigns/ButtonLink";
import { type Clocks, sentenceOf } from "./sentences";
import { useToday } from "./useToday";
import { words } from "./words";

export default function TodayPage() {
  useCrumbs({ label: words.title });
  const { data: items, error, refetch } = useToday();
  const organization = useRead("organizations.get", {}).data;
  const clocks: Clocks = {
    now: Date.now(),
    campaign: organization?.campaignClock ?? Date.now(),
    zone: organization?.reportingZone,
  };
  return (
    <div className="h-full overflow-auto px-gutter pt-5 pb-10">
      <div className="max-w-column-min">
        <header className="flex items-baseline gap-3 pb-3">
          <h1 className="text-title">{words.title}</h1>
          <span role="status" className="num text-muted">
            {items && items.length > 0 && words.count(items.length, format.number(items.length))}
          </span>
          <span className="num ml-auto text-muted">{format.date(clocks.now)}</span>
        </header>
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!items && !error && <SkeletonLines lines={4} />}
        {items?.length === 0 && (
          <div className="border-t border-line py-10">
            <StatusDot tone="good" className="text-section">
              {words.empty}
            </StatusDot>
            <p className="mt-1 pl-3.75 text-muted">{words.emptyNote}</p>
          </div>
        )}
        {items && items.length > 0 && organization && (
          <ul aria-label={words.list} className="border-t border-line">
            {items.map((item) => (
              <Line key={`${item.kind} ${item.id ?? ""}`} {...sentenceOf(item, clocks)} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Line({ text, note, tone, action }: ReturnType<typeof sentenceOf>) {
  return (
    <li className="flex min-h-15 items-center gap-6 border-b border-line py-3">
      <div className="min-w-0 flex-1">
        <StatusDot tone={tone} className="text-section">
          {text}
        </StatusDot>
        {note && <p className="num mt-0.5 pl-3.75 text-muted">{note}</p>}
      </div>
      {action &&
        ("href" in action ? (
          <ButtonLink href={`#${action.href}`}>{action.label}</ButtonLink>
        ) : (
          <BackupButton label={action.label} />
        ))}
    </li>
  );
}

function BackupButton({ label }: { label: string }) {
  const backup = useWrite("workspace.backup");
  return (
    <Button
      busy={backup.isPending}
      className="shrink-0"
      onClick={() =>
        backup.mutate(
          {},
          {
            onSuccess: ({ bytes }) => toast({ text: words.backedUp(format.bytes(bytes)) }),
            onError: toastError,
          },
        )
      }
    >
      {label}
    </Button>
  );
}
