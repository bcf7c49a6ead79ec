// One contact into the bin, or out of it.
import { call } from "../../api/transport";
import { toastError } from "../../shell/undo";
import { words } from "./words";

export async function deleteOne(
  contact: string,
  name: string,
  deleted: boolean,
  done: (text: string, change: string | null) => void,
): Promise<void> {
  try {
    const command = deleted ? "contacts.delete" : "contacts.restore";
    const { undo } = await call(command, { selection: { ids: [contact] } });
    done(deleted ? words.act.deletedOne(name) : words.act.restoredOne(name), undo);
  } catch (thrown) {
    toastError(thrown);
  }
}
