// The rooms of the house, in the order of the rail. Only finished rooms stand here.
import type { AnyRoute } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import { room as campaigns } from "../features/campaigns/room";
import { room as contacts } from "../features/contacts/room";
import { Clock } from "../features/launches/Clock";
import { room as leads } from "../features/leads/room";
import { room as settings } from "../features/settings/room";
import { room as today } from "../features/today/room";
import type { PaletteAction } from "./actions";
import { Jobs } from "./Jobs";

export interface Room {
  /** Address of the room's first page: "/contacts". */
  path: string;
  title: string;
  icon: LucideIcon;
  /** G, then this letter, leads here. */
  letter: string;
  /** At the foot of the rail, below the jobs. */
  atFoot?: boolean;
  /** Routes under `frameRoute`; their components are lazy. */
  routes: AnyRoute[];
  /** A number beside the title; null shows none. Called as a hook. */
  useCount?: () => number | null;
  /** Records that match what is typed into the palette. */
  find?: (query: string, signal: AbortSignal) => Promise<PaletteAction[]>;
}

/** What a finished feature puts into the frame beside its room. */
export interface FrameParts {
  /** The campaign clock in the top bar. */
  Clock?: ComponentType;
  /** Running jobs at the foot of the rail. */
  Jobs?: ComponentType<{ narrow: boolean }>;
}

export const rooms: Room[] = [today, contacts, campaigns, leads, settings];

export const parts: FrameParts = { Clock, Jobs };
