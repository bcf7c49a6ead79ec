// The organization's roles and the catalogue of permissions.
import { useRead } from "../../api/queries";

const topics = ["members", "whitelist", "access"];

export const useRoles = () => useRead("roles.all", {}, { topics });
export const usePermissions = () => useRead("permissions.all", {});
