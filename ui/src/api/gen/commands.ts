// Every command the core answers: name, request, response, kind. Written from the core's command table.
import type {
  Me,
  NewOrganization,
  Organization,
  SignedIn,
  SignedUp,
  WorkspaceStatus,
} from "./types";

export interface Commands {
  "workspace.status": { request: Record<string, never>; response: WorkspaceStatus; kind: "read" };
  "workspace.sample": { request: Record<string, never>; response: SignedIn; kind: "write" };
  "workspace.create": {
    request: { name: string; path: string | null };
    response: WorkspaceStatus;
    kind: "write";
  };
  "workspace.open": {
    request: { path: string; password: string | null };
    response: WorkspaceStatus;
    kind: "write";
  };
  "access.signUp": {
    request: { name: string; email: string; password: string };
    response: SignedUp;
    kind: "write";
  };
  "access.signIn": {
    request: { email: string; password: string };
    response: SignedIn;
    kind: "write";
  };
  "access.signOut": {
    request: Record<string, never>;
    response: Record<string, never>;
    kind: "write";
  };
  "access.me": { request: Record<string, never>; response: Me; kind: "read" };
  "organizations.create": { request: NewOrganization; response: Organization; kind: "write" };
}
