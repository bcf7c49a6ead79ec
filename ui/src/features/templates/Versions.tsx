// The published versions of a template, to be shown in the preview instead of the draft.
import { History } from "lucide-react";
import type { TemplateDetail } from "../../api/gen/types";
import { useRead } from "../../api/queries";
import { Button } from "../../design/Button";
import { format } from "../../design/format";
import { Menu, type MenuPart } from "../../design/Menu";
import { words } from "./words";

interface VersionsProps {
  template: TemplateDetail;
  /** The version in the preview; null shows the draft. */
  shown: string | null;
  onShow: (version: string | null) => void;
}

export function Versions({ template, shown, onShow }: VersionsProps) {
  const { data } = useRead(
    "templates.versions",
    { template: template.id },
    { topics: ["template_versions"] },
  );
  const current = data?.find((version) => version.id === shown);
  const parts: MenuPart[] = [
    {
      label: words.versions.backToDraft,
      chosen: shown === null,
      onSelect: () => onShow(null),
    },
    ...(data?.map((version) => ({
      label: words.versions.of(format.number(version.number)),
      note: [
        format.time(version.createdAt),
        version.createdBy,
        words.versions.links(version.links.length),
      ]
        .filter(Boolean)
        .join(" · "),
      chosen: version.id === shown,
      onSelect: () => onShow(version.id),
    })) ?? []),
  ];
  if (data?.length === 0)
    return <span className="text-small text-muted">{words.versions.none}</span>;
  return (
    <Menu
      parts={parts}
      trigger={
        <Button icon={History}>
          {current ? words.versions.of(format.number(current.number)) : words.versions.title}
        </Button>
      }
    />
  );
}
