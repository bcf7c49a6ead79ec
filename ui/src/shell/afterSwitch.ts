// Where one is after choosing another organization: on the same page of it, as far as that page is not about a record.

const record = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** "/campaigns/0190…/audience" → "/campaigns": a record of one organization is none of another's, nor are its filters. */
export function pageAfterSwitch(pathname: string): string {
  const kept: string[] = [];
  for (const part of pathname.split("/").filter(Boolean)) {
    if (record.test(part)) break;
    kept.push(part);
  }
  return `/${kept.join("/")}`;
}
