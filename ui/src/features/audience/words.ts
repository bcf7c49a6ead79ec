// Sentences about who gets a campaign.
export const words = {
  include: "Send to",
  includeHint: "Everybody on these lists, once each.",
  exclude: "Leave out",
  excludeHint: "Also when they are on a list above.",
  none: "No contact lists yet. Import contacts, or make a list of them.",
  noneAction: "Go to contacts",
  add: "Add a list",
  noMore: "No other list",
  nothing: "No list chosen.",
  deleted: "deleted",
  people: (count: string) => `${count} contacts`,
  title: "From the lists to the mailbox",
  waits: "Choose a list to see who will get the e-mail.",
  sum: (total: string) => `Every contact is counted once: together ${total}.`,
  off: (sum: string, total: string) =>
    `The parts make ${sum}, the lists hold ${total}: something changed while counting.`,
  of: "of the mailable",
  unchecked: "never validated",
  risky: "risky",
  bucket: {
    onLists: { label: "On the lists", why: "Different contacts of all chosen lists." },
    excluded: { label: "Left out", why: "Also on a list that is left out." },
    suppressed: {
      label: "Suppressed",
      why: "Unsubscribed, bounced, complained, or asked not to be contacted.",
    },
    deleted: { label: "Deleted", why: "In the bin of the contacts." },
    withoutAddress: { label: "No e-mail address", why: "Nothing can be mailed to them." },
    notMailable: {
      label: "Not mailable",
      why: "Validation says the address is invalid or does not exist.",
    },
    mailable: { label: "Will get the e-mail", why: "The audience of a run, if it started now." },
  },
};
