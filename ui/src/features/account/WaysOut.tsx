// For somebody in no organization, who has no settings to go to: signing out, or deleting the account.
import { useState } from "react";
import { Button } from "../../design/Button";
import { useSignOut } from "../../shell/useSignOut";
import { CloseDialog } from "./CloseAccount";
import { words } from "./words";

export function WaysOut() {
  const [asking, setAsking] = useState(false);
  const signOut = useSignOut();
  return (
    <>
      <Button kind="quiet" small onClick={signOut}>
        {words.lock.signOut}
      </Button>
      <Button kind="quiet" small onClick={() => setAsking(true)}>
        {words.closeAction}
      </Button>
      {asking && <CloseDialog onClose={() => setAsking(false)} />}
    </>
  );
}
