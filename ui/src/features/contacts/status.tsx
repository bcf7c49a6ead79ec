// How an address was judged: shape and word, its reasons on hover.
import { useMemo } from "react";
import { useRead } from "../../api/queries";
import { StatusDot, type Tone } from "../../design/status";
import { words } from "./words";

const tones: Record<string, Tone> = {
  valid: "good",
  risky: "warn",
  invalid: "bad",
};

export const toneOf = (status: string): Tone => tones[status] ?? "none";
export const statusWord = (status: string): string => words.status[status] ?? status;
export const statuses = ["valid", "risky", "invalid", "nonexistent", "unchecked"];

export function Status({ status, why }: { status: string; why?: string }) {
  return (
    <StatusDot tone={toneOf(status)} title={why || undefined}>
      {statusWord(status)}
    </StatusDot>
  );
}

/** Sentence of each reason code, by the rules of the organization. */
export function useReasonSentences(): (codes: string[]) => string {
  const { data } = useRead("validation.rules", {});
  return useMemo(() => {
    const sentences = new Map(data?.map((rule) => [rule.reason, rule.sentence]));
    return (codes) => codes.map((code) => sentences.get(code) ?? code).join(" ");
  }, [data]);
}
