// Ends the session here and in the core. The window forgets it even when the core cannot be told.
import { useCallback } from "react";
import { signedOut } from "../api/session";
import { call } from "../api/transport";

export const useSignOut = () =>
  useCallback(() => {
    void call("access.signOut", {})
      .catch(() => {})
      .then(signedOut);
  }, []);
