// The organization's campaign clock, and what plays or starts by it.
import { useRead } from "../../api/queries";

export const useClock = (enabled = true) =>
  useRead("clock.get", {}, { enabled, topics: ["organizations", "runs", "campaigns"] });
