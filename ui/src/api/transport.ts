// The two ways to the core, behind one shape; chosen once, by whether the desktop window is around us.

import { toApiError } from "./errors";
import type { Commands } from "./gen/commands";
import type { Change } from "./gen/types";
import { session, showLock } from "./session";

export type { Change } from "./gen/types";

/** A file the person chose: a path where the core can read it itself, else the bytes. */
export interface PickedFile {
  name: string;
  /** Bytes; null when only the core can know. */
  size: number | null;
  source: { path: string } | { file: File };
}

export interface PickOptions {
  title: string;
  /** File name endings without a dot; empty means any. */
  extensions: string[];
  multiple?: boolean;
}

export interface DropEvent {
  kind: "over" | "drop" | "leave";
  x: number;
  y: number;
  files: PickedFile[];
}

export type Progress = (done: number, total: number) => void;

export interface Transport {
  call(
    name: string,
    organization: string | null,
    request: unknown,
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** Hands a file to the core; answers its upload id. Bytes done and total are reported. */
  upload(file: PickedFile, onProgress?: Progress): Promise<string>;
  /** The bytes a command answers, for showing. */
  download(name: string, organization: string | null, request: unknown): Promise<Blob>;
  /** The bytes a command answers, kept as a file. Answers where, or null when the person gave up. */
  save(
    name: string,
    organization: string | null,
    request: unknown,
    fileName: string,
  ): Promise<string | null>;
  subscribe(organization: string | null, onChange: (change: Change) => void): () => void;
  pickFile(options: PickOptions): Promise<PickedFile[]>;
  /** Asks for a place for a new file. Null: given up, or this door cannot ask. */
  pickPlace(title: string, fileName: string): Promise<string | null>;
  /** Files dragged over the whole window, where the shell sees them before the page does. */
  onDrop(handler: (event: DropEvent) => void): () => void;
  openExternal(url: string): Promise<void>;
  /** Another window on this workspace; `place` is the fragment it starts with, after what the door itself needs. */
  openWindow(place: string): Promise<void>;
}

export const onDesktop = "__TAURI_INTERNALS__" in window;

let chosen: Promise<Transport> | null = null;

export function transport(): Promise<Transport> {
  chosen ??= onDesktop
    ? import("./tauri").then((door) => door.tauriTransport())
    : import("./http").then((door) => door.httpTransport());
  return chosen;
}

/** Tests put their own here. */
export function setTransportForTest(own: Transport): void {
  chosen = Promise.resolve(own);
}

export type CommandName = keyof Commands;
export type RequestOf<K extends CommandName> = Commands[K]["request"];
export type ResponseOf<K extends CommandName> = Commands[K]["response"];
export type ReadName = {
  [K in CommandName]: Commands[K]["kind"] extends "read" ? K : never;
}[CommandName];
export type WriteName = Exclude<CommandName, ReadName>;

/** Runs one command for the organization of this window (or the one named). Throws ApiError. */
export async function call<K extends CommandName>(
  name: K,
  request: RequestOf<K>,
  options: { organization?: string | null; signal?: AbortSignal } = {},
): Promise<ResponseOf<K>> {
  const { organization = session().organization, signal } = options;
  const door = await transport();
  try {
    return (await door.call(name, organization, request, signal)) as ResponseOf<K>;
  } catch (thrown) {
    if (toApiError(thrown).code === "locked") showLock();
    throw thrown;
  }
}

export async function upload(file: PickedFile, onProgress?: Progress): Promise<string> {
  return (await transport()).upload(file, onProgress);
}

export async function download<K extends CommandName>(
  name: K,
  request: RequestOf<K>,
): Promise<Blob> {
  return (await transport()).download(name, session().organization, request);
}

export async function save<K extends CommandName>(
  name: K,
  request: RequestOf<K>,
  fileName: string,
): Promise<string | null> {
  return (await transport()).save(name, session().organization, request, fileName);
}

export async function pickFile(options: PickOptions): Promise<PickedFile[]> {
  return (await transport()).pickFile(options);
}

export async function pickPlace(title: string, fileName: string): Promise<string | null> {
  return (await transport()).pickPlace(title, fileName);
}

export function onDrop(handler: (event: DropEvent) => void): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  void transport().then((door) => {
    if (!stopped) stop = door.onDrop(handler);
  });
  return () => {
    stopped = true;
    stop?.();
  };
}

export async function openWindow(place: string): Promise<void> {
  return (await transport()).openWindow(place);
}

export async function openExternal(url: string): Promise<void> {
  return (await transport()).openExternal(url);
}
