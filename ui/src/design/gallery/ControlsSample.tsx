// Buttons, inputs, menus, dialogs, toasts.
import { Archive, Download, MoreHorizontal, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../Button";
import { Confirm, Dialog } from "../Dialog";
import { DropZone } from "../DropZone";
import { Field } from "../Field";
import { Checkbox, Input, SearchInput, Select, Switch, Textarea } from "../inputs";
import { Menu } from "../Menu";
import { Section } from "../Section";
import { toast, toastUndo } from "../toast";

export function ControlsSample() {
  const [search, setSearch] = useState("");
  const [on, setOn] = useState(true);
  const [dialog, setDialog] = useState<"none" | "dialog" | "confirm">("none");
  const [chosen, setChosen] = useState("day");
  const close = () => setDialog("none");
  return (
    <div className="grid grid-cols-2 gap-x-10">
      <div>
        <Section title="Buttons">
          <div className="flex flex-wrap items-center gap-2">
            <Button kind="primary">Import contacts</Button>
            <Button icon={Download}>Export</Button>
            <Button kind="quiet">Columns</Button>
            <Button kind="danger">Delete list</Button>
            <Button kind="primary" busy>
              Saving
            </Button>
            <Button disabled>Not now</Button>
            <Button small icon={Plus}>
              Small
            </Button>
            <IconButton icon={Archive} label="Archive" keys="e" />
          </div>
        </Section>
        <Section title="Menus, dialogs, toasts">
          <div className="flex flex-wrap gap-2">
            <Menu
              trigger={<IconButton icon={MoreHorizontal} label="More" />}
              parts={[
                { heading: "Group by" },
                { label: "Day", chosen: chosen === "day", onSelect: () => setChosen("day") },
                { label: "Week", chosen: chosen === "week", onSelect: () => setChosen("week") },
                "line",
                {
                  label: "Archive",
                  icon: Archive,
                  keys: "e",
                  onSelect: () => toastUndo("1 list archived.", () => {}),
                },
                {
                  label: "Delete…",
                  icon: Trash2,
                  danger: true,
                  onSelect: () => setDialog("confirm"),
                },
              ]}
            />
            <Button onClick={() => setDialog("dialog")}>Open dialog</Button>
            <Button onClick={() => setDialog("confirm")}>Delete…</Button>
            <Button
              onClick={() =>
                toastUndo("3 contacts suppressed.", () => toast({ text: "Taken back." }))
              }
            >
              Toast with Undo
            </Button>
            <Button
              onClick={() =>
                toast({
                  text: "The export could not be written.",
                  note: "The disk is full.",
                  tone: "bad",
                })
              }
            >
              Bad toast
            </Button>
          </div>
          <Dialog
            open={dialog === "dialog"}
            onClose={close}
            title="Rename this list"
            text="Members keep their place."
            actions={
              <>
                <Button onClick={close}>Cancel</Button>
                <Button kind="primary" onClick={close}>
                  Rename list
                </Button>
              </>
            }
          >
            <Field label="Name">
              <Input defaultValue="Renewals 2027" />
            </Field>
          </Dialog>
          <Confirm
            open={dialog === "confirm"}
            onClose={close}
            title="Delete the organization Harbor Benefits?"
            text="12,408 contacts and 14 campaigns go with it. This cannot be undone."
            action="Delete organization"
            typeName={{ name: "Harbor Benefits", label: "Type Harbor Benefits to go on" }}
            onConfirm={close}
          />
        </Section>
        <Section title="Choices">
          <div className="flex flex-col items-start gap-1">
            <Checkbox defaultChecked>Skip suppressed contacts</Checkbox>
            <Checkbox some>Some lists</Checkbox>
            <Checkbox disabled>Not for this role</Checkbox>
            <Switch on={on} onChange={setOn}>
              Show reported opens
            </Switch>
            <Switch on={!on} onChange={(next) => setOn(!next)}>
              Dense rows
            </Switch>
          </div>
        </Section>
      </div>
      <div>
        <Section title="Fields">
          <div className="flex flex-col gap-4">
            <SearchInput
              value={search}
              onValue={setSearch}
              label="Search name, e-mail, phone"
              keys="/"
            />
            <Field label="Campaign name" hint="Your colleagues see it; contacts never do.">
              <Input defaultValue="Open enrolment 2027" />
            </Field>
            <Field
              label="Sender"
              error="This domain has no mail server. Use another, or check the spelling."
            >
              <Input defaultValue="office@harbor-benefts.com" />
            </Field>
            <Field label="Reporting zone" optional>
              <Select defaultValue="b">
                <option value="a">Europe/Berlin</option>
                <option value="b">America/New York</option>
              </Select>
            </Field>
            <Field label="Note">
              <Textarea placeholder="Anything worth remembering" />
            </Field>
          </div>
        </Section>
        <DropZone
          text="Drop a contact list here: CSV or Excel, up to 2 GB."
          action="Choose a list"
          extensions={["csv", "xlsx"]}
          onFile={(file) => toast({ text: `${file.name} taken.` })}
        />
      </div>
    </div>
  );
}
