// No workspace is open yet: look around in the sample, make one, or open one.
import { useQueryClient } from "@tanstack/react-query";
import { Compass, FilePlus2, FolderOpen, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { useWrite } from "../../api/queries";
import { setSession } from "../../api/session";
import { onDesktop, pickFile } from "../../api/transport";
import { ErrorLine } from "../../design/states";
import { Doorway } from "../../shell/Doorway";
import { CreateWorkspace } from "./CreateWorkspace";
import { OpenWorkspace } from "./OpenWorkspace";
import { words } from "./words";

type Step = "choose" | "create" | "open";

interface WelcomeProps {
  version: string;
  /** Folder where new workspaces go. */
  home: string;
}

export default function Welcome({ version, home }: WelcomeProps) {
  const [step, setStep] = useState<Step>("choose");
  const client = useQueryClient();
  const sample = useWrite("workspace.sample");
  const openFile = useWrite("workspace.open");

  const settled = () => void client.invalidateQueries({ queryKey: ["workspace"] });
  const back = () => setStep("choose");

  const explore = () =>
    sample.mutate(
      {},
      {
        onSuccess: ({ session }) => {
          setSession({ token: session.token });
          settled();
        },
      },
    );

  const choose = async () => {
    if (!onDesktop) return setStep("open");
    const [file] = await pickFile({ title: words.fileKind, extensions: ["reachly"] });
    if (file && "path" in file.source)
      openFile.mutate({ path: file.source.path }, { onSuccess: settled });
  };

  if (step === "create") return <CreateWorkspace onDone={settled} onBack={back} />;
  if (step === "open") return <OpenWorkspace home={home} onDone={settled} onBack={back} />;
  return (
    <Doorway title={words.title} text={words.text} foot={words.version(version)}>
      <ul className="border-t border-line">
        <Way
          icon={Compass}
          label={words.sample}
          note={words.sampleNote}
          onGo={explore}
          busy={sample.isPending}
        />
        <Way
          icon={FilePlus2}
          label={words.create}
          note={words.createNote}
          onGo={() => setStep("create")}
        />
        <Way
          icon={FolderOpen}
          label={words.open}
          note={words.openNote}
          onGo={choose}
          busy={openFile.isPending}
        />
      </ul>
      <div className="mt-4">
        <ErrorLine error={sample.error ?? openFile.error} />
      </div>
    </Doorway>
  );
}

interface WayProps {
  icon: LucideIcon;
  label: string;
  note: string;
  busy?: boolean;
  onGo: () => void;
}

function Way({ icon: Icon, label, note, busy = false, onGo }: WayProps) {
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-busy={busy || undefined}
        onClick={busy ? undefined : onGo}
        className="group -mx-3 flex w-[calc(100%+(--spacing(6)))] items-start gap-3 rounded-control px-3 py-3.5 text-left transition-colors hover:bg-sunk"
      >
        <Icon
          aria-hidden
          size={16}
          strokeWidth={1.5}
          className="mt-0.5 shrink-0 text-muted group-hover:text-accent"
        />
        <span>
          <span className="block font-strong">{label}</span>
          <span className="block text-muted">{note}</span>
        </span>
      </button>
    </li>
  );
}
