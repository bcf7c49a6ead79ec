// The campaign clock in the top bar, for whoever sees campaigns.
import { format } from "../../design/format";
import { useMay } from "../../shell/member";
import { useClock } from "./useClock";
import { words } from "./words";

export function Clock() {
  const { data: clock } = useClock(useMay()("campaign.read"));
  if (!clock) return null;
  return (
    <span className="num whitespace-nowrap" title={words.clock.inZone(clock.zone)}>
      {words.clock.bar(format.time(clock.now, clock.zone))}
    </span>
  );
}
