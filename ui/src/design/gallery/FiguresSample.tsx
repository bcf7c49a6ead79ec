// Key figures, charts with their tables, bars.
import { Chart } from "../Chart";
import { Bars, KeyFigure, KeyFigures, Sparkline } from "../figures";
import { format } from "../format";
import { Section } from "../Section";

const days = Array.from({ length: 14 }, (_, day) => `${12 + day} Nov`);
const decay = (start: number, half: number) =>
  days.map((_, day) => Math.round(start * 0.5 ** (day / half)));
const growth = (end: number) => days.map((_, day) => Math.round(end * (1 - Math.exp(-day / 3))));
const wave = [8, 7, 7.4, 6, 6.8, 4.6, 5.8, 5, 4, 4.5, 5.4, 4.8, 5.2];

export function FiguresSample() {
  const opened = format.rate(10_118, 47_502);
  return (
    <>
      <KeyFigures>
        <KeyFigure
          href="#/design"
          label="Delivered"
          value={format.number(47_502)}
          note={format.percent(0.985)}
          change={{ text: "+0.4", better: true }}
          spark={<Sparkline values={wave} colour="delivered" label="Delivered by day, 4 to 8" />}
        />
        <KeyFigure
          href="#/design"
          label="Human opens"
          value={format.number(10_118)}
          note={opened.text}
          noteTitle={opened.title}
          change={{ text: "+1.9", better: true }}
          spark={<Sparkline values={wave} colour="open" label="Opens by day" />}
        />
        <KeyFigure
          href="#/design"
          label="Clicks"
          value={format.number(1_046)}
          note={format.percent(0.022)}
          change={{ text: "−0.1", better: false }}
          spark={<Sparkline values={[...wave].reverse()} colour="click" label="Clicks by day" />}
        />
        <KeyFigure
          href="#/design"
          label="Leads"
          value="233"
          note="22.3 % of clicks"
          change={{ text: "+31", better: true }}
          spark={<Sparkline values={wave} colour="lead" label="Leads by day" />}
        />
        <KeyFigure
          label="Cost per lead"
          value={format.money(644, "USD")}
          note="budget $1,500"
          change={{ text: "−$1.10", better: true }}
        />
      </KeyFigures>
      <div className="grid grid-cols-[1fr_calc(var(--spacing-form)*1.05)] gap-x-10">
        <Chart
          title="By day"
          data={{
            xName: "Day",
            x: days,
            series: [
              { name: "reported opens", colour: "open", values: decay(4500, 2.2), dashed: true },
              { name: "human opens", colour: "open", values: decay(4200, 1.7) },
              { name: "clicks", colour: "click", values: decay(420, 2) },
            ],
          }}
        />
        <Section title="From audience to lead">
          <Bars
            rootScale
            rows={[
              {
                id: "a",
                label: "Audience",
                value: 48_210,
                text: "48,210",
                note: "100.0 %",
                colour: "sent",
              },
              {
                id: "d",
                label: "Delivered",
                value: 47_502,
                text: "47,502",
                note: "98.5 %",
                colour: "delivered",
              },
              {
                id: "o",
                label: "Opened (human)",
                value: 10_118,
                text: "10,118",
                note: "21.3 %",
                colour: "open",
              },
              {
                id: "c",
                label: "Clicked",
                value: 1_046,
                text: "1,046",
                note: "10.3 %",
                colour: "click",
              },
              { id: "l", label: "Leads", value: 233, text: "233", note: "24.8 %", colour: "lead" },
            ]}
          />
        </Section>
        <Chart
          title="Forecast of leads"
          data={{
            xName: "Day",
            x: days,
            series: [
              {
                name: "P50",
                colour: "open",
                values: growth(212),
                band: { name: "P10 to P90", low: growth(176), high: growth(255) },
              },
            ],
          }}
        />
        <Chart
          title="Bounces"
          kind="bar"
          data={{
            xName: "Day",
            x: days,
            series: [{ name: "bounce", colour: "bounce", values: decay(300, 1.5) }],
          }}
        />
      </div>
    </>
  );
}
