// How one signs in: address, password, recovery code, each changed behind the present password.
import { type ReactNode, useState } from "react";
import type { Profile } from "../../api/gen/types";
import { Button } from "../../design/Button";
import { Section } from "../../design/Section";
import { EmailDialog } from "./EmailDialog";
import { PasswordDialog } from "./PasswordDialog";
import { RecoveryCodeDialog } from "./RecoveryCodeDialog";
import { words } from "./words";

type Open = "email" | "password" | "code" | null;

export function Secrets({ profile }: { profile: Profile }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <Section title={words.secrets} className="mb-8!">
      <ul className="border-t border-line">
        <Secret
          label={words.email}
          text={profile.email}
          action={<Button onClick={() => setOpen("email")}>{words.changeEmail}</Button>}
        />
        <Secret
          label={words.password}
          text={words.passwordText}
          action={<Button onClick={() => setOpen("password")}>{words.changePassword}</Button>}
        />
        <Secret
          label={words.code}
          text={words.codeText}
          action={<Button onClick={() => setOpen("code")}>{words.newCode}</Button>}
        />
      </ul>
      {open === "email" && <EmailDialog onClose={close} />}
      {open === "password" && <PasswordDialog onClose={close} />}
      {open === "code" && <RecoveryCodeDialog onClose={close} />}
    </Section>
  );
}

interface SecretProps {
  label: string;
  text: string;
  action: ReactNode;
}

const Secret = ({ label, text, action }: SecretProps) => (
  <li className="flex items-center gap-4 border-b border-line py-2.5">
    <span className="min-w-0 flex-1">
      <span className="block font-strong">{label}</span>
      <span className="block break-words text-muted">{text}</span>
    </span>
    {action}
  </li>
);
