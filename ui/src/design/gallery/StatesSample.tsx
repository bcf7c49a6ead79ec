// What a place says: status, filters, notices, progress, empty, failed, loading.
import { ApiError } from "../../api/errors";
import { JobsFoot } from "../../shell/JobsFoot";
import { Button } from "../Button";
import { Keys } from "../Keys";
import { Section } from "../Section";
import { Stepper } from "../Stepper";
import { EmptyState, ErrorState, ProgressBar, SkeletonLines } from "../states";
import { AddChip, Chip, Notice, StatusDot, Tag } from "../status";

const failure = new ApiError({
  code: "disk_full",
  message: "There is no room left on the disk.",
  kept: "The 41,207 contacts read so far are kept.",
  todo: "Free about 200 MB, then go on with the import.",
});

export function StatesSample() {
  const nothing = () => {};
  return (
    <>
      <div className="-mx-gutter mb-6">
        <Stepper
          label="Steps of the campaign"
          current="rehearse"
          steps={[
            { id: "audience", label: "Audience", href: "#/design", state: "done" },
            { id: "mail", label: "E-mail", href: "#/design", state: "done" },
            { id: "page", label: "Landing page", href: "#/design", state: "done" },
            {
              id: "schedule",
              label: "Schedule & budget",
              href: "#/design",
              state: "todo",
              note: "No end date",
            },
            { id: "rehearse", label: "Rehearse", href: "#/design", state: "open" },
            { id: "launch", label: "Launch check", href: "#/design", state: "open" },
          ]}
        />
      </div>
      <div className="grid grid-cols-2 gap-x-10">
        <div>
          <Section title="Status">
            <div className="flex flex-wrap gap-5">
              <StatusDot tone="good">valid</StatusDot>
              <StatusDot tone="warn">risky</StatusDot>
              <StatusDot tone="bad">invalid</StatusDot>
              <StatusDot tone="none">nonexistent</StatusDot>
              <StatusDot tone="info">running</StatusDot>
              <Tag>Renewals 2027</Tag>
            </div>
          </Section>
          <Section title="Filters">
            <div className="flex flex-wrap gap-2">
              <Chip name="List is" value="any of 3" onEdit={nothing} onRemove={nothing} />
              <Chip name="Status is" value="not suppressed" onEdit={nothing} onRemove={nothing} />
              <Chip name="rehearsed · seed 42" />
              <AddChip>Add filter</AddChip>
            </div>
          </Section>
          <Section title="Notices">
            <div className="flex flex-col gap-2">
              <Notice
                tone="warn"
                title="Risky, score 55"
                actions={
                  <>
                    <Button small kind="primary">
                      Change to gmail.com
                    </Button>
                    <Button small kind="quiet">
                      41 more
                    </Button>
                  </>
                }
              >
                The domain looks like a typing error of gmail.com.
              </Notice>
              <Notice tone="info" title="This campaign was rehearsed 2 h ago" />
            </div>
          </Section>
          <Section title="Keys">
            <div className="flex gap-4">
              <Keys keys="mod+k" />
              <Keys keys="g c" />
              <Keys keys="?" />
            </div>
          </Section>
        </div>
        <div>
          <Section title="Failed">
            <ErrorState error={failure} onRetry={nothing} />
          </Section>
          <Section title="Empty">
            <EmptyState
              text="No leads yet. They appear here as soon as someone fills in a form."
              action={<Button>Create a form</Button>}
            />
          </Section>
          <Section title="Under way">
            <ProgressBar label="Import" done={64} total={100} />
            <div className="mt-3 w-rail border-r border-line pr-2">
              <JobsFoot
                narrow={false}
                onOpen={nothing}
                jobs={[
                  {
                    id: "1",
                    title: "Import · spring-fair.csv",
                    done: 41_207,
                    total: 64_380,
                    etaMs: 18_000,
                  },
                ]}
              />
            </div>
          </Section>
          <Section title="Loading">
            <SkeletonLines lines={3} />
          </Section>
        </div>
      </div>
    </>
  );
}
