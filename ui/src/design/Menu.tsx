// A list of actions or choices behind one button. Until the menu has loaded, the button stands alone.
import type { LucideIcon } from "lucide-react";
import { lazy, type ReactElement, type ReactNode, Suspense } from "react";

const MenuBody = lazy(() => import("./MenuBody"));

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  /** A picture in the place of the icon. */
  mark?: ReactNode;
  keys?: string;
  /** Said under the label. */
  note?: string;
  chosen?: boolean;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export type MenuPart = MenuItem | "line" | { heading: string };

export interface MenuProps {
  trigger: ReactElement;
  parts: MenuPart[];
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  /** Anything above the items, such as who is signed in. */
  head?: ReactNode;
}

export function Menu(props: MenuProps) {
  return (
    <Suspense fallback={props.trigger}>
      <MenuBody {...props} />
    </Suspense>
  );
}
