// The same people by link, device, validation status and bounce reason, and what else was counted.
import type { ReactNode } from "react";
import type { CampaignReport, Metric } from "../../api/gen/types";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { Section } from "../../design/Section";
import { Status } from "../contacts/status";
import { type BreakdownRow, figureOf, rateText, rowsBy } from "./figures";
import type { ResultsSearch } from "./search";
import { words } from "./words";

interface BreakdownsProps {
  report: CampaignReport;
  href: (part: ResultsSearch) => string;
  /** What a link says, by its target. */
  linkNames: Map<string, string>;
}

const others: Metric[] = [
  "sent",
  "views",
  "machineOpens",
  "machineClicks",
  "hardBounces",
  "softBounces",
  "unsubscribes",
  "complaints",
];

export function Breakdowns({ report, href, linkNames }: BreakdownsProps) {
  const { columns } = words;
  const number = (row: BreakdownRow, metric: Metric, part: ResultsSearch) => (
    <Open href={href({ metric, ...part })} count={row.people[metric] ?? 0} />
  );
  const clickers = figureOf(report, "clicks")?.contacts ?? 0;
  const links = rowsBy(report.byLink, "clicks");
  const leaving = rowsBy(report.byUnsubscribeLink, "clicks");
  const devices = rowsBy(report.byDevice, "opens", "clicks");
  const statuses = rowsBy(report.byStatus, "sent", "opens", "submissions");
  const reasons = rowsBy(report.byReason, "hardBounces", "softBounces");
  return (
    <>
      <Section title={words.links} className="mb-0!">
        <Table
          empty={words.noLinks}
          head={[columns.link, columns.people, columns.ofClickers]}
          rows={[
            ...links.map((row) => {
              const rate = format.rate(row.people.clicks ?? 0, clickers);
              return {
                id: row.value,
                cells: [
                  <span key="link" title={row.value}>
                    {linkNames.get(row.value) ?? row.value}
                  </span>,
                  number(row, "clicks", { link: row.value }),
                  <span key="rate" title={rate.title} className="text-muted">
                    {rate.text}
                  </span>,
                ],
              };
            }),
            ...leaving.map((row) => ({
              id: row.value,
              cells: [
                <span key="link" title={words.unsubscribeLinkWhy} className="text-muted">
                  {words.unsubscribeLink}
                </span>,
                number(row, "clicks", { link: row.value }),
                "",
              ],
            })),
          ]}
        />
      </Section>
      <Section title={words.statuses} className="mb-0!">
        <Table
          head={[columns.status, columns.sent, columns.opened, columns.submitted]}
          rows={statuses.map((row) => ({
            id: row.value,
            cells: [
              <Status key="status" status={row.value} />,
              number(row, "sent", { status: row.value }),
              number(row, "opens", { status: row.value }),
              number(row, "submissions", { status: row.value }),
            ],
          }))}
        />
      </Section>
      <Section title={words.rates} className="mb-0!">
        <Table
          head={[columns.metric, columns.people, columns.rate]}
          rows={others.flatMap((metric) => {
            const figure = figureOf(report, metric);
            if (!figure) return [];
            const rate = rateText(figure);
            return {
              id: metric,
              cells: [
                words.metrics[metric],
                <Open key="people" href={href({ metric })} count={figure.contacts} />,
                <span key="rate" title={rate.title} className="text-muted">
                  {metric === "sent" ? "" : rate.text}
                </span>,
              ],
            };
          })}
        />
      </Section>
      <div className="flex flex-col gap-6">
        <Section title={words.devices} className="mb-0!">
          <Table
            empty={words.noDevices}
            head={[columns.device, columns.opened, columns.clicked]}
            rows={devices.map((row) => ({
              id: row.value,
              cells: [
                words.device[row.value] ?? row.value,
                number(row, "opens", { device: row.value }),
                number(row, "clicks", { device: row.value }),
              ],
            }))}
          />
        </Section>
        {reasons.length > 0 && (
          <Section title={words.reasons} className="mb-0!">
            <Table
              head={[columns.reason, columns.people]}
              rows={reasons.map((row) => {
                const metric = row.people.hardBounces ? "hardBounces" : "softBounces";
                return {
                  id: row.value,
                  cells: [
                    <span key="reason" title={row.value}>
                      {row.value}
                    </span>,
                    number(row, metric, { link: row.value }),
                  ],
                };
              })}
            />
          </Section>
        )}
      </div>
    </>
  );
}

function Open({ href, count }: { href: string; count: number }) {
  if (count === 0) return <span className="text-muted">0</span>;
  return (
    <a
      href={href}
      className="inline-block min-w-target text-right hover:text-accent hover:underline"
    >
      {format.number(count)}
    </a>
  );
}

interface TableProps {
  head: string[];
  rows: { id: string; cells: ReactNode[] }[];
  empty?: string;
}

function Table({ head, rows, empty }: TableProps) {
  if (rows.length === 0) return <p className="py-2 text-muted">{empty ?? "–"}</p>;
  return (
    <table className="num w-full table-fixed border-collapse">
      <thead>
        <tr className="text-small text-muted">
          {head.map((name, at) => (
            <th
              key={name}
              scope="col"
              className={cx(
                "h-grid-header border-b border-line px-2 font-regular first:pl-0 last:pr-0",
                at === 0 ? (head.length > 3 ? "w-2/5 text-left" : "w-1/2 text-left") : "text-right",
              )}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="h-row border-b border-line leading-table">
            {row.cells.map((cell, at) => (
              <td
                key={head[at]}
                className={cx(
                  "truncate px-2 first:pl-0 last:pr-0",
                  at === 0 ? "text-left" : "text-right",
                )}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
