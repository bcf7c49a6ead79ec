// The logo: chosen or dropped, checked by the core, shown at once, taken away again.
import { useState } from "react";
import { toApiError } from "../../api/errors";
import type { Organization } from "../../api/gen/types";
import { useWrite } from "../../api/queries";
import { type PickedFile, pickFile, upload } from "../../api/transport";
import { Button } from "../../design/Button";
import { Section } from "../../design/Section";
import { ErrorLine } from "../../design/states";
import { toast } from "../../design/toast";
import { useLogo } from "../../shell/OrganizationMark";
import { words as all } from "./words";

const words = all.logo;
const extensions = ["png", "jpg", "jpeg", "webp"];

interface LogoProps {
  organization: Organization;
  readOnly: boolean;
}

export function LogoSection({ organization, readOnly }: LogoProps) {
  const source = useLogo(organization.id, organization.logo);
  const set = useWrite("organizations.setLogo");
  const remove = useWrite("organizations.removeLogo");
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const take = async (file: PickedFile | undefined) => {
    if (!file) return;
    setError(null);
    setSending(true);
    try {
      await set.mutateAsync({ upload: await upload(file) });
      toast({ text: words.saved });
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setSending(false);
    }
  };

  return (
    <Section title={words.title} className="mb-6!">
      <div className="flex items-center gap-4 border-t border-line pt-3">
        <span className="grid size-16 shrink-0 place-items-center overflow-hidden rounded-panel border border-line bg-surface">
          {source ? (
            <img
              src={source}
              alt={words.of(organization.name)}
              className="size-full object-contain"
            />
          ) : (
            <span
              aria-hidden
              className="grid size-full place-items-center bg-accent text-title text-on-accent"
            >
              {organization.name.slice(0, 1).toUpperCase()}
            </span>
          )}
        </span>
        <p className="min-w-0 flex-1 text-muted">
          {organization.logo === null ? words.none : words.text}
        </p>
        {!readOnly && (
          <span className="flex gap-2">
            {organization.logo !== null && (
              <Button
                kind="quiet"
                busy={remove.isPending}
                onClick={() => {
                  setError(null);
                  remove.mutate(
                    {},
                    { onError: setError, onSuccess: () => void toast({ text: words.removed }) },
                  );
                }}
              >
                {words.remove}
              </Button>
            )}
            <Button
              busy={sending}
              onClick={async () => take((await pickFile({ title: words.choose, extensions }))[0])}
            >
              {organization.logo === null ? words.choose : words.replace}
            </Button>
          </span>
        )}
      </div>
      <div className="mt-2">
        <ErrorLine error={error} />
      </div>
    </Section>
  );
}
