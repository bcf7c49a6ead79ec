// Sentences about launched campaigns and the campaign clock.
const campaigns = (count: number, text: string) =>
  count === 1 ? "1 launched campaign plays on" : `${text} launched campaigns play on`;
const starts = (count: number, text: string) =>
  count === 1 ? "1 planned campaign starts" : `${text} planned campaigns start`;

export const words = {
  title: "Launched",
  recipients: "Recipients",
  events: "Events so far",
  seed: "Seed",
  played: (part: string, whole: string) => `${part} of ${whole} played`,
  fresh: (whole: string) => `Just begun; it plays for ${whole}`,
  over: "Played to its end.",
  ended: "Ended where it stood.",
  freezing: "The audience is being frozen.",
  held: "Held while the campaign is paused; what is left happens later by as long.",
  from: "Started",
  to: "Ends",
  until: "Ended",
  results: "See the results",

  clock: {
    title: "Campaign clock",
    bar: (time: string) => `Campaign clock ${time}`,
    inZone: (zone: string) => `In ${zone}`,
    now: (time: string, zone: string) => `${time} in ${zone}`,
    text: "Events happen up to this time and no further. Sending is simulated; the clock moves when you move it.",
    next: (name: string, time: string) => `${name} starts ${time}.`,
    move: "Move the clock on by",
    by: {
      hour: "1 hour",
      day: "1 day",
      week: "1 week",
      end: "To the end",
      start: "To its start",
    },
    ask: (time: string) => `Move the campaign clock to ${time}`,
    will: (launches: number, launchText: string, planned: number, plannedText: string) =>
      [
        launches > 0 && `${campaigns(launches, launchText)}.`,
        planned > 0 && `${starts(planned, plannedText)}.`,
        launches === 0 && planned === 0 && "No launched campaign plays on.",
        "It is the clock of the whole organization, and it does not go back.",
      ]
        .filter(Boolean)
        .join(" "),
    action: "Move the clock",
    moving: "The clock is moving",
    stop: "Stop here",
    stopping: "Stopping",
    notAllowed: "Somebody who may launch every campaign can move the clock.",
    asOf: (time: string) => `as of ${time}`,
  },
};
