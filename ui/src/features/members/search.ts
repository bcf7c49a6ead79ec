// What the address of the members holds.
export interface MembersSearch {
  q?: string;
  member?: string;
}

const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number"
    ? String(value)
    : undefined;

export const membersSearch = (raw: Record<string, unknown>): MembersSearch => ({
  q: text(raw.q),
  member: text(raw.member),
});
