// The rules addresses are judged by, and how many contacts each reason stands at.
import type { ValidationRule } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { ErrorState, SkeletonLines } from "../../design/states";
import { useCrumbs } from "../../shell/page";
import { ContactsTabs } from "../contacts/Tabs";
import { words as contacts } from "../contacts/words";
import { words } from "./words";

export default function RulesPage() {
  useCrumbs({ label: contacts.title, href: "#/contacts" }, { label: words.title });
  const { data, error, refetch } = useRead(
    "validation.rules",
    {},
    { topics: ["contacts", "imports"] },
  );
  const version = data?.[0]?.version;
  return (
    <>
      <ContactsTabs />
      <section
        aria-label={words.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="focus-inset min-h-0 flex-1 overflow-auto px-gutter pt-4 pb-6"
      >
        <header className="flex max-w-column items-baseline gap-3">
          <h1 className="text-title">{words.title}</h1>
          {version !== undefined && (
            <span className="num ml-auto text-small text-muted">
              {words.version(format.number(version))}
            </span>
          )}
        </header>
        <p className="mt-1 text-muted">{words.text}</p>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <SkeletonLines lines={8} />}
        {data && <RulesTable rules={data} />}
      </section>
    </>
  );
}

const head = "h-grid-header border-b border-line px-2.5 font-regular";

const RulesTable = ({ rules }: { rules: ValidationRule[] }) => (
  <table className="mt-3 w-full max-w-column border-collapse leading-table">
    <caption className="sr-only">{words.table}</caption>
    <thead>
      <tr className="text-left text-small text-muted">
        <th scope="col" className={head}>
          {words.columns.sentence}
        </th>
        <th scope="col" className={head}>
          {words.columns.type}
        </th>
        <th scope="col" className={cx(head, "text-right")}>
          {words.columns.points}
        </th>
        <th scope="col" className={cx(head, "text-right")}>
          {words.columns.contacts}
        </th>
      </tr>
    </thead>
    <tbody>
      {rules.map((rule) => (
        <tr
          key={rule.reason}
          className={cx("h-row border-b border-line", !rule.enabled && "text-muted")}
        >
          <th scope="row" className="px-2.5 py-1.5 text-left font-regular text-pretty">
            {rule.sentence}
            {!rule.enabled && ` (${words.off})`}
          </th>
          <td className="px-2.5 whitespace-nowrap text-muted">
            {words.types[rule.ruleType] ?? rule.ruleType}
          </td>
          <td className="num px-2.5 text-right">{format.number(rule.points)}</td>
          <td className="num px-2.5 text-right">{format.number(rule.contacts)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
