// From a chosen file to its staged copy, and to the page that looks at it.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ApiError } from "../../api/errors";
import { toApiError } from "../../api/errors";
import { session } from "../../api/session";
import { call, type PickedFile, upload } from "../../api/transport";
import { stagedKey } from "./useStaged";

export interface Opening {
  name: string;
  done: number;
  total: number | null;
}

export function useOpenFile() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [opening, setOpening] = useState<Opening | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const open = async (file: PickedFile) => {
    setError(null);
    setOpening({ name: file.name, done: 0, total: file.size });
    try {
      // The window names the path and the core reads it; a browser tab sends the bytes.
      const from =
        "path" in file.source
          ? { path: file.source.path }
          : {
              upload: await upload(file, (done, total) =>
                setOpening({ name: file.name, done, total }),
              ),
            };
      const staged = await call("imports.stage", { ...from, fileName: file.name });
      const { id, format } = staged.import;
      client.setQueryData(stagedKey(session().organization, id, format), staged);
      await navigate({ to: "/contacts/import/$import", params: { import: id } });
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setOpening(null);
    }
  };
  return { open, opening, error };
}
