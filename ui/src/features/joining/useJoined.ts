// Whoever was let in works for that organization from now on.
import { useQueryClient } from "@tanstack/react-query";
import type { Joined } from "../../api/gen/types";
import { setSession } from "../../api/session";
import { toast } from "../../design/toast";
import { words } from "./words";

export function useJoined(): (joined: Joined) => Promise<void> {
  const client = useQueryClient();
  return async ({ organization, organizationName, joined }) => {
    if (!joined) {
      toast({ text: words.asked(organizationName) });
      return;
    }
    // The membership must be known first: the frame asks for it.
    await client.refetchQueries({ queryKey: ["access"] });
    setSession({ organization });
    toast({ text: words.joined(organizationName) });
  };
}
