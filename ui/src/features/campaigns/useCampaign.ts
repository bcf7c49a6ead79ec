// One campaign: its answer, and changes to it made from the version that is shown.
import { useQueryClient } from "@tanstack/react-query";
import type { Campaign, UpdateCampaign } from "../../api/gen/types";
import { queryKey, useRead, useWrite } from "../../api/queries";
import { useSession } from "../../api/session";
import { toast } from "../../design/toast";
import { toastError } from "../../shell/undo";
import { words } from "./words";

export type CampaignEdit = Omit<UpdateCampaign, "campaign" | "version">;

export const useCampaign = (campaign: string) =>
  useRead("campaigns.get", { campaign }, { topics: ["templates", "forms", "contact_lists", "runs"] });

/** `change({ slug })`: what the core answers is shown at once; a conflict shows what stands now. */
export function useChange(campaign: Campaign) {
  const client = useQueryClient();
  const { organization } = useSession();
  const update = useWrite("campaigns.update");
  const key = queryKey("campaigns.get", organization, { campaign: campaign.id });
  const change = async (edit: CampaignEdit): Promise<boolean> => {
    const { version } = client.getQueryData<Campaign>(key) ?? campaign;
    try {
      const next = await update.mutateAsync({ campaign: campaign.id, version, ...edit });
      client.setQueryData(key, next);
      return true;
    } catch (thrown) {
      const conflict = (thrown as { code?: string; field?: string | null }).code === "conflict";
      if (conflict && !(thrown as { field?: string | null }).field) {
        toast({ text: words.conflict, note: words.conflictKept, tone: "bad" });
        await client.invalidateQueries({ queryKey: key });
      } else toastError(thrown);
      return false;
    }
  };
  return { change, pending: update.isPending };
}
