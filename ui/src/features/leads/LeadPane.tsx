// One lead: where it stands, what was answered, what is known, what happened.
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Lead, LeadStatus } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { DetailPane } from "../../design/pane";
import { Section } from "../../design/Section";
import { ErrorLine, ErrorState, SkeletonLines } from "../../design/states";
import { useMay } from "../../shell/member";
import { toastError, useDone } from "../../shell/undo";
import { useZone } from "../campaigns/columns";
import { LeadForm } from "./LeadForm";
import { statuses } from "./moves";
import { Status } from "./status";
import { words } from "./words";

interface LeadPaneProps {
  id: string;
  onClose: () => void;
  onNext?: () => void;
  onPrevious?: () => void;
}

const topics = ["contacts", "campaigns", "events", "rehearsals"];

export default function LeadPane({ id, ...rest }: LeadPaneProps) {
  const { data: lead, error, refetch } = useRead("leads.get", { lead: id }, { topics });
  const may = useMay();
  const done = useDone();
  const remove = useWrite("leads.delete");
  if (!lead)
    return (
      <DetailPane title={error ? words.title : " "} {...rest}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={6} />
        )}
      </DetailPane>
    );
  const { row } = lead;
  const onDelete = () =>
    remove.mutate(
      { leads: [id] },
      {
        onSuccess: ({ change }) => {
          done(words.act.deletedOne(row.title), change);
          rest.onClose();
        },
        onError: toastError,
      },
    );
  return (
    <DetailPane
      title={row.title}
      subtitle={[words.source[row.source], words.mark[row.origin]].filter(Boolean).join(" · ")}
      {...rest}
    >
      <Standing key={`${id} ${row.status}`} lead={lead} />
      <Answers lead={lead} />
      <LeadForm key={id} lead={lead} />
      <Facts lead={lead} />
      <History lead={lead} />
      {row.contact && <Timeline lead={lead} />}
      {may("lead.delete") && (
        <Button kind="quiet" small className="-ml-2.5" busy={remove.isPending} onClick={onDelete}>
          {words.pane.delete}
        </Button>
      )}
    </DetailPane>
  );
}

/** The status, and a note to its next change. */
function Standing({ lead }: { lead: Lead }) {
  const { row } = lead;
  const [to, setTo] = useState<LeadStatus>(row.status);
  const [note, setNote] = useState("");
  const set = useWrite("leads.setStatus");
  const done = useDone();
  if (!lead.editable)
    return (
      <Section title={words.pane.status}>
        <Status status={row.status} />
        <p className="mt-1 text-muted">{words.pane.readOnly}</p>
      </Section>
    );
  const onMove = () =>
    set.mutate(
      { lead: row.id, status: to, note: note.trim(), version: row.version },
      {
        onSuccess: ({ undo }) => done(words.move.moved(row.title, words.status[to]), undo),
      },
    );
  return (
    <div className="mb-5 flex flex-col gap-3">
      <Field label={words.pane.status}>
        <Select value={to} onChange={(event) => setTo(event.target.value as LeadStatus)}>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {words.status[status]}
            </option>
          ))}
        </Select>
      </Field>
      {to !== row.status && (
        <>
          <Field label={words.pane.statusNote} optional>
            <Input
              value={note}
              autoComplete="off"
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
          {set.error && <ErrorLine error={set.error} />}
          <div className="flex justify-end">
            <Button kind="primary" busy={set.isPending} onClick={onMove}>
              {words.pane.move(words.status[to])}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);

const ledger = "grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-1.5";

function Answers({ lead }: { lead: Lead }) {
  if (lead.answers.length === 0) return null;
  const { form } = lead;
  return (
    <Section
      title={words.pane.answers}
      aside={form && words.pane.form(form.name, format.number(form.number))}
    >
      <dl className={ledger}>
        {lead.answers.map(({ field, label, type, value }) => {
          const text = Array.isArray(value) ? value.join(", ") : value;
          return (
            <Line key={field} label={label}>
              {!text ? (
                <span className="text-muted">{words.pane.noAnswer}</span>
              ) : type === "consent" ? (
                words.pane.agreed
              ) : (
                text
              )}
            </Line>
          );
        })}
      </dl>
    </Section>
  );
}

function Facts({ lead }: { lead: Lead }) {
  const { row } = lead;
  const zone = useZone();
  const link = "text-accent hover:underline underline-offset-4";
  return (
    <dl className={`${ledger} mb-5`}>
      {row.contact && (
        <Line label={words.pane.contact}>
          <Link to="/contacts" search={{ contact: row.contact.id }} className={link}>
            {row.contact.name}
          </Link>
        </Line>
      )}
      {row.campaign && (
        <Line label={words.pane.campaign}>
          <Link to={`/campaigns/${row.campaign.id}/results`} className={link}>
            {row.campaign.name}
          </Link>
        </Line>
      )}
      {row.owner && <Line label={words.pane.owner}>{row.owner.name}</Line>}
      <Line label={words.pane.came}>
        <span className="num">{format.time(row.createdAt, zone)}</span>
      </Line>
      {Object.entries(lead.utm).map(([name, value]) => (
        <Line key={name} label={name.replace("utm_", "")}>
          {value}
        </Line>
      ))}
    </dl>
  );
}

const When = ({ at, zone, now }: { at: number; zone?: string; now: number }) => (
  <time
    dateTime={new Date(at).toISOString()}
    title={format.time(at, zone)}
    className="num w-18 shrink-0"
  >
    {format.relative(at, now)}
  </time>
);

const History = ({ lead }: { lead: Lead }) => (
  <Section title={words.pane.history}>
    <ol className="flex flex-col gap-1.5 text-muted">
      {lead.history.map((step) => (
        <li key={`${step.at} ${step.to}`} className="flex gap-3">
          <When at={step.at} now={Date.now()} />
          <span className="min-w-0 break-words">
            <span className="text-ink">
              {words.pane.step(words.status[step.from], words.status[step.to])}
            </span>
            {step.who && ` ${words.pane.stepBy(step.who)}`}
            {step.note && <span className="block">{step.note}</span>}
          </span>
        </li>
      ))}
      <li className="flex gap-3">
        <When at={lead.recordedAt} now={Date.now()} />
        <span className="min-w-0 break-words">
          {words.pane.created}
          {lead.createdBy && ` ${words.pane.stepBy(lead.createdBy)}`}
        </span>
      </li>
    </ol>
  </Section>
);

function Timeline({ lead }: { lead: Lead }) {
  const organization = useRead("organizations.get", {}).data;
  if (!organization) return null;
  return (
    <Section title={words.pane.timeline}>
      {lead.timeline.length === 0 && <p className="text-muted">{words.pane.noTimeline}</p>}
      <ol className="flex flex-col gap-1.5 text-muted">
        {lead.timeline.map((it) => (
          <li key={`${it.at} ${it.eventType} ${it.campaign}`} className="flex gap-3">
            <When at={it.at} zone={organization.reportingZone} now={organization.campaignClock} />
            <span className="min-w-0 break-words">
              <span className="text-ink">{words.events[it.eventType] ?? it.eventType}</span>
              {it.machine && ` ${words.pane.machine}`}
              {it.detail && ` · ${it.detail}`}
              {` · ${it.campaignName}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
