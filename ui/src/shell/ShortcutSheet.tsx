// Every shortcut that works right now, and those of lists.
import { Dialog } from "../design/Dialog";
import { Keys } from "../design/Keys";
import { type ShortcutInfo, useShortcutList } from "../design/shortcuts";
import { words } from "../words";

/** The grid answers these itself while it has the focus. */
const ofLists: ShortcutInfo[] = (
  [
    ["arrowdown", words.shortcuts.next],
    ["arrowup", words.shortcuts.previous],
    ["home", words.shortcuts.ends],
    ["enter", words.shortcuts.open],
    ["x", words.shortcuts.select],
    ["shift+arrowdown", words.shortcuts.range],
    ["mod+a", words.shortcuts.all],
  ] as const
).map(([keys, description]) => ({ keys, description, group: words.shortcuts.list }));

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const all = [...useShortcutList(), ...ofLists];
  const groups = [...new Set(all.map((shortcut) => shortcut.group))];
  return (
    <Dialog open onClose={onClose} title={words.shortcuts.title} wide>
      <div className="columns-2 gap-10">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1">{group}</h3>
            <dl>
              {all
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div
                    key={shortcut.keys}
                    className="flex min-h-7 items-center justify-between gap-4 border-b border-line"
                  >
                    <dt className="text-muted">{shortcut.description}</dt>
                    <dd>
                      <Keys keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
