// By whose days everything is counted: another zone counts all of it anew.
import { useState } from "react";
import type { Organization } from "../../api/gen/types";
import { hasEnded, useJob } from "../../api/jobs";
import { useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { zones } from "../../design/format";
import { Select } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine } from "../../design/states";
import { toast } from "../../design/toast";
import { words as common } from "../../words";
import { words } from "./words";

const named = (zone: string) => zone.replaceAll("_", " ");

interface ZoneProps {
  organization: Organization;
  readOnly: boolean;
}

export function ZoneSection({ organization, readOnly }: ZoneProps) {
  const now = organization.reportingZone;
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const change = useWrite("organizations.setZone");
  const job = useJob(change.data?.job ?? null);
  const busy = change.isPending || (job !== undefined && !hasEnded(job));
  const zone = chosen ?? now;
  const all = zones();
  const go = () =>
    change.mutate(
      { zone },
      {
        onSuccess: () => {
          setChosen(null);
          toast({ text: words.zoneChanging(named(zone)) });
        },
        onSettled: () => setAsking(false),
      },
    );
  return (
    <Section title={words.zone} className="mt-7">
      <div className="flex items-start gap-3 border-t border-line pt-2.5">
        <div className="min-w-0 flex-1">
          <Select
            aria-label={words.zone}
            value={zone}
            disabled={readOnly || busy}
            onChange={(event) => setChosen(event.target.value)}
          >
            {(all.includes(now) ? all : [now, ...all]).map((one) => (
              <option key={one} value={one}>
                {named(one)}
              </option>
            ))}
          </Select>
          <p className="mt-1 text-small text-muted">{words.zoneSettingHint}</p>
        </div>
        {!readOnly && (
          <Button disabled={zone === now} busy={busy} onClick={() => setAsking(true)}>
            {words.zoneChange}
          </Button>
        )}
      </div>
      <ErrorLine error={change.error ?? (job?.state === "failed" ? job.error : null)} />
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={words.zoneTitle(named(zone))}
          text={words.zoneText}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{common.do.cancel}</Button>
              <Button kind="primary" busy={change.isPending} onClick={go}>
                {words.zoneAction}
              </Button>
            </>
          }
        />
      )}
    </Section>
  );
}
