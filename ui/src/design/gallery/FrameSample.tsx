// The frame with a list of a million made-up rows: for looking at, and for measuring scrolling.
import { CalendarCheck, LayoutGrid, Mail, Settings, Users } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { JobsFoot } from "../../shell/JobsFoot";
import { Rail } from "../../shell/Rail";
import type { Room } from "../../shell/rooms";
import { Crumbs, ThemeSwitch } from "../../shell/TopBar";
import { Button } from "../Button";
import { format } from "../format";
import { ColumnsMenu } from "../grid/ColumnsMenu";
import { type Column, useGridColumns } from "../grid/columns";
import { DataGrid, type GridHandle } from "../grid/DataGrid";
import type { Sort } from "../grid/GridHeader";
import { allMatching, countOf, nothing, type Selection } from "../grid/selection";
import { SearchInput } from "../inputs";
import { Keys } from "../Keys";
import { DetailPane, SplitPane } from "../pane";
import { Section } from "../Section";
import { SelectionBar } from "../SelectionBar";
import { listenForShortcuts } from "../shortcuts";
import { AddChip, Chip, Notice, StatusDot, Tag, type Tone } from "../status";

interface Person {
  id: string;
  name: string;
  email: string;
  status: string;
  event: string;
  list: string;
  score: number;
}

const names = [
  "Maria Gonzalez",
  "Seán O’Connor",
  "Li Wei",
  "Anke Müller",
  "Bob Smith",
  "Priya Sharma",
  "Tomás Rivera",
];
const statuses = ["valid", "risky", "valid", "valid", "invalid", "valid", "nonexistent"];
const tones: Record<string, Tone> = {
  valid: "good",
  risky: "warn",
  invalid: "bad",
  nonexistent: "none",
};
const events = ["Opened “Renewal”, 2 d ago", "–", "Clicked, 5 h ago", "Delivered, 5 h ago"];
const lists = ["Renewals 2027", "Spring fair", "Turning 65"];

const person = (index: number): Person => {
  const name = names[index % names.length] as string;
  return {
    id: String(index),
    name,
    email: `${name.toLowerCase().replace(/[^a-z]+/g, ".")}${index}@harbormail.com`,
    status: statuses[(index * 5) % statuses.length] as string,
    event: events[index % events.length] as string,
    list: lists[index % lists.length] as string,
    score: (index * 37) % 101,
  };
};

const columns: Column<Person>[] = [
  {
    id: "name",
    title: "Name",
    width: 140,
    sortable: true,
    hideable: false,
    cell: (it) => <span className="font-strong">{it.name}</span>,
  },
  { id: "email", title: "E-mail", width: 180, grow: true, sortable: true, cell: (it) => it.email },
  {
    id: "status",
    title: "Status",
    width: 112,
    sortable: true,
    cell: (it) => <StatusDot tone={tones[it.status] ?? "none"}>{it.status}</StatusDot>,
  },
  {
    id: "event",
    title: "Last event",
    width: 170,
    cell: (it) => <span className="text-muted">{it.event}</span>,
  },
  { id: "lists", title: "Lists", width: 126, cell: (it) => <Tag>{it.list}</Tag> },
  {
    id: "score",
    title: "Score",
    width: 70,
    align: "right",
    sortable: true,
    hiddenAtFirst: true,
    cell: (it) => format.number(it.score),
  },
];

const rooms: Room[] = [
  {
    path: "/today",
    title: "Today",
    icon: CalendarCheck,
    letter: "t",
    routes: [],
    useCount: () => 5,
  },
  { path: "/design", title: "Contacts", icon: Users, letter: "c", routes: [] },
  { path: "/campaigns", title: "Campaigns", icon: Mail, letter: "m", routes: [] },
  { path: "/leads", title: "Leads", icon: LayoutGrid, letter: "l", routes: [], useCount: () => 3 },
  { path: "/settings", title: "Settings", icon: Settings, letter: "s", routes: [], atFoot: true },
];

const member = {
  organization: "o",
  organizationName: "Harbor Benefits",
  brandColor: "",
  logo: null,
  role: "Admin",
  status: "active",
  grants: [],
};
const me = {
  id: "u",
  name: "Ada",
  email: "ada@harbor.example",
  title: "",
  language: "en",
  timeZone: "",
  idleMinutes: 0,
  memberships: [member],
  workspaceOwner: true,
};

const Jobs = ({ narrow }: { narrow: boolean }) => (
  <JobsFoot
    narrow={narrow}
    onOpen={() => {}}
    jobs={[
      { id: "1", title: "Import · spring-fair.csv", done: 41_207, total: 64_380, etaMs: 18_000 },
    ]}
  />
);

/** As slow as a real answer: a few milliseconds. */
const fetchPage = (offset: number, limit: number) =>
  new Promise<Person[]>((resolve) => {
    setTimeout(() => resolve(Array.from({ length: limit }, (_, row) => person(offset + row))), 6);
  });

/** More than about a million rows shows the scaled scroll bar. */
export function FrameSample({ total = 1_000_000 }: { total?: number }) {
  const state = useGridColumns("gallery", columns);
  const grid = useRef<GridHandle>(null);
  const [narrow, setNarrow] = useState(false);
  const [sort, setSort] = useState<Sort>({ column: "name", descending: false });
  const [selection, setSelection] = useState<Selection>(nothing);
  const [open, setOpen] = useState<{ row: Person; index: number } | null>(null);
  const [search, setSearch] = useState("");
  useEffect(listenForShortcuts, []);

  return (
    <div className="flex h-full">
      <Rail
        narrow={narrow}
        onToggle={() => setNarrow(!narrow)}
        me={me}
        member={member}
        list={rooms}
        Jobs={Jobs}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-top-bar shrink-0 items-center gap-3.5 border-b border-line px-gutter text-small text-muted">
          <span className="text-body">
            <Crumbs crumbs={[{ label: "Contacts", href: "#/design" }, { label: "People" }]} />
          </span>
          <span className="ml-auto whitespace-nowrap">Saved 14:02</span>
          <span className="whitespace-nowrap">Campaign clock 12 Nov 2026, 09:00</span>
          <Keys keys="mod+k" />
          <ThemeSwitch />
        </header>
        <main className="flex min-h-0 flex-1 flex-col">
          <SplitPane
            name="gallery"
            pane={
              open && (
                <DetailPane
                  title={open.row.name}
                  subtitle={`${open.row.email} · Boston, MA`}
                  position={`${format.number(open.index + 1)} of ${format.number(total)}`}
                  onClose={() => setOpen(null)}
                  onNext={() => grid.current?.step(1)}
                  onPrevious={() => grid.current?.step(-1)}
                >
                  <div className="mb-5">
                    <Notice
                      tone="warn"
                      title="Risky, score 55"
                      actions={
                        <Button small kind="primary">
                          Change to gmail.com
                        </Button>
                      }
                    >
                      The domain looks like a typing error of gmail.com.
                    </Notice>
                  </div>
                  <Section title="Household">
                    <p className="text-muted">Nora O’Connor, spouse, 44</p>
                  </Section>
                </DetailPane>
              )
            }
          >
            <div className="relative flex min-h-0 flex-1 flex-col px-gutter pt-5">
              <div className="flex items-center gap-2.5">
                <h1 className="text-title tracking-[-0.01em]">Contacts</h1>
                <span className="num text-muted">{format.number(total)}</span>
                <span className="flex-1" />
                <ColumnsMenu columns={state} />
                <Button>Export</Button>
                <Button kind="primary">Import contacts</Button>
              </div>
              <div className="my-3 flex flex-wrap items-center gap-2.5">
                <SearchInput
                  value={search}
                  onValue={setSearch}
                  label="Search name, e-mail, phone"
                  keys="/"
                />
                <Chip
                  name="Status is"
                  value="not suppressed"
                  onEdit={() => {}}
                  onRemove={() => {}}
                />
                <AddChip>Add filter</AddChip>
              </div>
              <DataGrid
                ref={grid}
                label="Contacts"
                total={total}
                columns={state}
                fetchPage={fetchPage}
                viewKey={`${search} ${sort.column} ${sort.descending}`}
                rowId={(row) => row.id}
                sort={sort}
                onSort={setSort}
                selection={selection}
                onSelect={setSelection}
                onOpen={(row, index) => setOpen({ row, index })}
                following={open !== null}
              />
              <SelectionBar
                count={countOf(selection, total)}
                total={total}
                all={selection.all}
                onAll={() => setSelection(allMatching)}
                onClear={() => setSelection(nothing)}
                actions={["Tag", "Add to list", "Suppress", "Export"].map((label) => ({
                  label,
                  onRun: () => {},
                }))}
              />
            </div>
          </SplitPane>
        </main>
      </div>
    </div>
  );
}
