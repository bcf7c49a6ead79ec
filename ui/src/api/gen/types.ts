// Shapes that cross the door. Written from the core's types.

export interface WorkspaceStatus {
  open: boolean;
  name: string | null;
  path: string | null;
  version: string;
  signedInNeeded: boolean;
}

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface Organization {
  id: string;
  name: string;
  domain: string | null;
  zone: string;
  currency: string;
  address: string;
  brandColour: string;
}

export interface Membership {
  organization: Organization;
  role: string;
}

export interface Me {
  user: User;
  memberships: Membership[];
  workspaceOwner: boolean;
}

export interface SignedIn {
  session: string;
  user: User;
}

export interface SignedUp extends SignedIn {
  recoveryCode: string;
}

export interface NewOrganization {
  name: string;
  domain: string | null;
  zone: string;
  currency: string;
  address: string;
  brandColour: string;
}
