// The head of a campaign's page.
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Campaign } from "../../api/gen/types";
import { useMay } from "../../shell/member";
import { RowMenu } from "./RowMenu";
import { Status } from "./status";
import { words } from "./words";

/** Name, status, what can be done with the whole campaign. */
const DescribeDialog = lazy(() => import("./DescribeDialog"));

interface HeadProps {
  campaign: Campaign;
  /** Beside the status. */
  beside?: ReactNode;
  /** Without what the campaign is for. */
  brief?: boolean;
  /** At the right. */
  children?: ReactNode;
}

export function Head({ campaign, beside, brief = false, children }: HeadProps) {
  const may = useMay();
  const navigate = useNavigate();
  const [describing, setDescribing] = useState(false);
  return (
    <header className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="min-w-0 truncate text-title">{campaign.name}</h1>
      <span className="text-small text-muted">
        <Status status={campaign.status} />
      </span>
      <span data-print="no">
        <RowMenu
          here
          row={campaign}
          onDeleted={() => void navigate({ to: "/campaigns" })}
          more={
            campaign.editable && may("campaign.write")
              ? [{ label: words.act.describe, onSelect: () => setDescribing(true) }]
              : []
          }
        />
      </span>
      {beside}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-3">{children}</div>
      {campaign.objective && !brief && (
        <p className="basis-full text-muted">{campaign.objective}</p>
      )}
      {describing && (
        <Suspense>
          <DescribeDialog campaign={campaign} onClose={() => setDescribing(false)} />
        </Suspense>
      )}
    </header>
  );
}
