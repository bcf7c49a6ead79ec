// The ledger of a campaign's costs. Rows are never changed; a negative amount takes one back.
import { type FormEvent, useState } from "react";
import type { Campaign, CostKind } from "../../api/gen/types";
import { useRead, useWrite } from "../../api/queries";
import { Button } from "../../design/Button";
import { Field } from "../../design/Field";
import { format } from "../../design/format";
import { Input, Select } from "../../design/inputs";
import { Section } from "../../design/Section";
import { ErrorLine } from "../../design/states";
import { useZone } from "./columns";
import { words } from "./words";
import { toMinor } from "./zoned";

const kinds: CostKind[] = ["fixed", "per_send", "per_lead"];

export function Costs({ campaign }: { campaign: Campaign }) {
  const zone = useZone();
  const { data } = useRead(
    "campaigns.costs",
    { campaign: campaign.id },
    { topics: ["campaign_costs"] },
  );
  const { fixedMinor, perSendMinor, perLeadMinor } = campaign.costs;
  const sums = [
    [words.schedule.kinds.fixed, fixedMinor],
    [words.schedule.kinds.per_send, perSendMinor],
    [words.schedule.kinds.per_lead, perLeadMinor],
  ] as const;
  return (
    <Section title={words.schedule.costs} className="mb-0!">
      <p className="mb-3 text-muted">{words.schedule.costsText}</p>
      {data?.length === 0 && <p className="mb-3 text-muted">{words.schedule.noCosts}</p>}
      {data && data.length > 0 && (
        <table className="num mb-4 w-full border-collapse">
          <thead>
            <tr className="text-left text-small text-muted">
              <th scope="col" className="h-grid-header border-b border-line font-regular">
                {words.schedule.kind}
              </th>
              <th scope="col" className="border-b border-line text-right font-regular">
                {words.schedule.when}
              </th>
              <th scope="col" className="border-b border-line text-right font-regular">
                {words.schedule.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((cost) => (
              <tr key={cost.id} className="h-row-dense border-b border-line">
                <td className="py-1 pr-3">
                  {words.schedule.kinds[cost.kind]}
                  {cost.note && <span className="text-muted"> · {cost.note}</span>}
                </td>
                <td
                  className="pr-3 text-right whitespace-nowrap text-muted"
                  title={format.time(cost.at, zone)}
                >
                  {format.date(cost.at, zone)}
                </td>
                <td className="text-right whitespace-nowrap">
                  {format.money(cost.amountMinor, campaign.currency)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {sums
              .filter(([, minor]) => minor !== 0)
              .map(([label, minor]) => (
                <tr key={label} className="h-row-dense font-strong">
                  <td colSpan={2}>{`${words.schedule.sum}, ${label.toLowerCase()}`}</td>
                  <td className="text-right">{format.money(minor, campaign.currency)}</td>
                </tr>
              ))}
          </tfoot>
        </table>
      )}
      {campaign.editable && <AddCost campaign={campaign} />}
    </Section>
  );
}

function AddCost({ campaign }: { campaign: Campaign }) {
  const [kind, setKind] = useState<CostKind>("fixed");
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const add = useWrite("campaigns.addCost");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountMinor = toMinor(amount, campaign.currency);
    if (amountMinor === null) return setProblem(words.schedule.budgetWrong);
    add.mutate(
      { campaign: campaign.id, kind, amountMinor, note: note.trim() },
      {
        onSuccess: () => {
          setAmount("");
          setNote("");
        },
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-[3fr_2fr] items-start gap-3">
        <Field label={words.schedule.kind}>
          <Select value={kind} onChange={(event) => setKind(event.target.value as CostKind)}>
            {kinds.map((it) => (
              <option key={it} value={it}>
                {words.schedule.kinds[it]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.schedule.amount} error={problem}>
          <Input
            inputMode="decimal"
            value={amount}
            autoComplete="off"
            className="num"
            onChange={(event) => {
              setProblem(null);
              setAmount(event.target.value);
            }}
          />
        </Field>
      </div>
      <Field label={words.schedule.note} optional>
        <Input value={note} autoComplete="off" onChange={(event) => setNote(event.target.value)} />
      </Field>
      <ErrorLine error={add.error} />
      <div>
        <Button type="submit" busy={add.isPending} disabled={amount.trim() === ""}>
          {words.schedule.add}
        </Button>
      </div>
    </form>
  );
}
