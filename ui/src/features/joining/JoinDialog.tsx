// One more organization, from the switcher: ask to join it, or use a code.
import { useState } from "react";
import { Button } from "../../design/Button";
import { Dialog } from "../../design/Dialog";
import { CodeForm } from "./CodeForm";
import { Invitations } from "./Invitations";
import { Organizations } from "./Organizations";
import { words } from "./words";

export default function JoinDialog({ onClose }: { onClose: () => void }) {
  const [code, setCode] = useState(false);
  return (
    <Dialog
      open
      onClose={onClose}
      title={code ? words.codeTitle : words.join}
      text={code ? words.codeText : words.joinText}
    >
      {code ? (
        <CodeForm onBack={() => setCode(false)} onJoined={onClose} />
      ) : (
        <>
          <Invitations onCode={() => setCode(true)} />
          <Organizations onJoined={onClose} />
          <Button kind="quiet" className="mt-3 -ml-3" onClick={() => setCode(true)}>
            {words.haveCode}
          </Button>
        </>
      )}
    </Dialog>
  );
}
