// A few words on hover and focus; never the only place where something is said.
import { lazy, type ReactElement, type ReactNode, Suspense } from "react";

const TooltipBody = lazy(() => import("./TooltipBody"));

export interface TooltipProps {
  text: ReactNode;
  keys?: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement;
}

export function Tooltip(props: TooltipProps) {
  return (
    <Suspense fallback={props.children}>
      <TooltipBody {...props} />
    </Suspense>
  );
}
