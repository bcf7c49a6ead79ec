// What needs the person now; a change of anything it speaks of asks again.
import { useRead } from "../../api/queries";

const topics = ["leads", "contacts", "imports", "campaigns", "access", "organizations", "backups"];

export const useToday = () => useRead("today.list", {}, { topics });
