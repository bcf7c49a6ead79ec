// An e-mail as a chosen contact would see it: wide, narrow, or as plain text. Rendered by the core; no
// script runs in it.
import { ExternalLink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PreviewTemplate } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { openExternal } from "../../api/transport";
import { Button } from "../../design/Button";
import { cx } from "../../design/cx";
import { format } from "../../design/format";
import { ErrorLine, SkeletonLines } from "../../design/states";
import { toastError } from "../../shell/undo";
import { ContactPicker, type PickedContact } from "./ContactPicker";
import { words } from "./words";

type Width = "desktop" | "mobile" | "text";
const pixels = { desktop: 640, mobile: 375 };

interface MailPreviewProps {
  /** What is rendered; keep the same object while it says the same. */
  of: Omit<PreviewTemplate, "contact"> | { campaign: string };
  /** Subject and preheader above it. */
  heads?: boolean;
  className?: string;
}

export function MailPreview({ of, heads = false, className }: MailPreviewProps) {
  const [contact, setContact] = useState<PickedContact | null>(null);
  const [width, setWidth] = useState<Width>("desktop");
  const whom = contact ? { contact: contact.id } : {};
  const campaign = "campaign" in of ? of.campaign : null;
  const topics = ["contacts", "organizations"];
  const ofTemplate = useRead(
    "templates.preview",
    { ...("campaign" in of ? {} : of), ...whom },
    { enabled: campaign === null, keepPrevious: true, topics },
  );
  const ofCampaign = useRead(
    "campaigns.preview",
    { campaign: campaign ?? "", ...whom },
    { enabled: campaign !== null, keepPrevious: true, topics },
  );
  const preview = campaign === null ? ofTemplate : ofCampaign;
  // While it cannot be rendered, the last that could stays in view.
  const good = useRef(preview.data);
  if (preview.data) good.current = preview.data;
  const { error } = preview;
  const data = preview.data ?? good.current;
  return (
    <section aria-label={words.preview.title} className={cx("flex min-w-0 flex-col", className)}>
      <div className="mb-2 flex items-center gap-3">
        <span className="text-small text-muted">{words.preview.as}</span>
        <ContactPicker value={contact} onValue={setContact} />
        <div role="group" aria-label={words.preview.width} className="flex text-small text-muted">
          {(["desktop", "mobile", "text"] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === width}
              onClick={() => setWidth(one)}
              className="min-h-target rounded-mark px-1.5 whitespace-nowrap hover:text-ink aria-pressed:font-strong aria-pressed:text-ink"
            >
              {words.preview[one]}
            </button>
          ))}
        </div>
      </div>
      {heads && data && (
        <dl className="mb-2 grid grid-cols-[max-content_1fr] gap-x-3 border-y border-line py-2">
          <dt className="text-muted">{words.preview.subject}</dt>
          <dd className="truncate font-strong">{data.subject || words.preview.none}</dd>
          <dt className="text-muted">{words.preview.preheader}</dt>
          <dd className="truncate">{data.preheader || words.preview.none}</dd>
        </dl>
      )}
      {error && (
        <div className="mb-2">
          <ErrorLine error={error} />
        </div>
      )}
      {!data ? (
        !error && <SkeletonLines lines={6} />
      ) : width === "text" ? (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={words.preview.text}
          className="min-h-0 flex-1 overflow-auto rounded-control border border-line bg-surface p-4 font-sans whitespace-pre-wrap"
        >
          {data.text}
        </section>
      ) : (
        <Paper html={data.html} title={words.preview.frame(data.subject)} width={pixels[width]} />
      )}
      {data && (
        <p className="num mt-1.5 flex min-h-target items-center justify-between gap-3 text-small text-muted">
          {"htmlBytes" in data && words.preview.size(format.bytes(data.htmlBytes))}
          {"landingUrl" in data && data.landingUrl && (
            <Button
              small
              kind="quiet"
              icon={ExternalLink}
              className="-ml-2.5"
              onClick={() => void openExternal(data.landingUrl ?? "").catch(toastError)}
            >
              {contact ? words.preview.landingAs(contact.name) : words.preview.landing}
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

/** The mail in its own width, made smaller where there is less room. */
export function Paper({ html, title, width }: { html: string; title: string; width: number }) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width, height: 400 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    if (place.current) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  const scale = Math.min(1, room.width / width);
  return (
    <div
      ref={place}
      className="flex min-h-0 flex-1 justify-center overflow-hidden rounded-control border border-line bg-sunk"
    >
      <iframe
        sandbox=""
        title={title}
        srcDoc={html}
        className="shrink-0 origin-top border-0 bg-surface"
        style={{ width, height: room.height / scale, transform: `scale(${scale})` }}
      />
    </div>
  );
}
