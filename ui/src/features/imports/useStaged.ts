// The staged file in one reading of it. Another encoding or delimiter is another reading.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ApiError } from "../../api/errors";
import type { Format, StagedFile } from "../../api/gen/types";
import { useSession } from "../../api/session";
import { call } from "../../api/transport";

/** Not under "imports": progress of the import does not change how its file is read. */
export const stagedKey = (organization: string | null, id: string, format: Format) =>
  ["staged", organization, id, format] as const;

export function useStaged(id: string, format: Format | null, enabled: boolean) {
  const { organization } = useSession();
  return useQuery<StagedFile, ApiError>({
    queryKey: format === null ? ["staged", organization, id] : stagedKey(organization, id, format),
    queryFn: () => call("imports.read", { import: id, format: format as Format }),
    enabled: enabled && format !== null,
    placeholderData: keepPreviousData,
  });
}
