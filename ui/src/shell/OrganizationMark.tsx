// An organization at a glance: its logo, or the first letter of its name.
import { useRead } from "../api/queries";
import { cx } from "../design/cx";

interface MarkProps {
  organization: string;
  name: string;
  /** Hash of the logo; null without one. */
  logo: string | null;
}

/** The logo as an address for `<img>`, once it is read. */
export function useLogo(organization: string, logo: string | null): string | null {
  const { data } = useRead("organizations.logo", {}, { organization, enabled: logo !== null });
  return logo !== null && data ? `data:${data.mediaType};base64,${data.base64}` : null;
}

export function OrganizationMark({ organization, name, logo }: MarkProps) {
  const source = useLogo(organization, logo);
  const box = "size-5 shrink-0 rounded-control";
  if (source !== null)
    return <img src={source} alt="" className={cx(box, "bg-surface object-contain")} />;
  // The initial is drawn, not written: it is no part of a button's name.
  return (
    <span
      aria-hidden
      data-initial={name.slice(0, 1).toUpperCase()}
      className={cx(
        box,
        "grid place-items-center bg-accent text-label text-on-accent before:content-[attr(data-initial)]",
      )}
    />
  );
}
