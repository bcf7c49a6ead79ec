// A new organization becomes the one this window works for.
import { useQueryClient } from "@tanstack/react-query";
import type { Organization } from "../../api/gen/types";
import { setSession } from "../../api/session";

export function useCreated(): (organization: Organization) => Promise<void> {
  const client = useQueryClient();
  return async ({ id }) => {
    // The membership must be known first: the frame asks for it.
    await client.refetchQueries({ queryKey: ["access"] });
    setSession({ organization: id });
  };
}
