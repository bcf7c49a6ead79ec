// Sentences about the organization.
export const words = {
  title: "Create your organization",
  text: "All contacts, campaigns and leads belong to it. A workspace can hold several.",
  another: "Create an organization",
  name: "Name",
  domain: "Domain",
  domainHint:
    "Colleagues with an address there can be let in at once: see Joining in the settings.",
  zone: "Reporting zone",
  zoneHint: "A day in reports is a day there.",
  zoneSettingHint: "A day in reports is a day there, for what was sent before as well.",
  zoneChange: "Change zone",
  zoneTitle: (zone: string) => `Count days as in ${zone}`,
  zoneText:
    "Every campaign is counted anew from its events; sums stay, days may differ by some hours. Until that is done, reports mix the days of both zones.",
  zoneAction: "Count anew",
  zoneChanging: (zone: string) => `Counting the days of ${zone}`,
  currency: "Currency",
  address: "Postal address",
  addressHint: "Stands at the foot of every e-mail, as the law asks.",
  colour: "Brand colour",
  colourText: "Brand colour as a code",
  action: "Create organization",
  nameMissing: "Give the organization a name.",
  domainWrong: "A domain looks like harbor-benefits.com.",
  addressMissing: "Give a postal address.",
  colourWrong: "A colour is # and six hexadecimal digits.",

  logo: {
    title: "Logo",
    none: "PNG, JPEG or WebP, up to 512 kB. Without one the first letter of the name stands here.",
    text: "Stands at the top of the rail.",
    of: (name: string) => `Logo of ${name}`,
    choose: "Choose a logo",
    replace: "Replace logo",
    remove: "Remove logo",
    saved: "Saved the logo",
    removed: "Removed the logo",
  },

  end: {
    title: "Leave or delete",
    leave: "Leave organization",
    leaveText: "You no longer see its contacts, campaigns and leads. What you made stays with it.",
    leaveTitle: (name: string) => `Leave ${name}`,
    leaveAsk: "To come back, somebody there must let you in again.",
    left: (name: string) => `You left ${name}`,
    delete: "Delete organization",
    deleteText:
      "Closes it for everybody at once: its pages, its campaigns, its running work. It can be restored for 30 days; then it is gone for good.",
    deleteTitle: (name: string) => `Delete ${name}`,
    deleteAsk:
      "Everybody loses it at once. Its Admins and the owner of the workspace can restore it for 30 days.",
    typeName: (name: string) => `Type ${name} to confirm`,
    deleted: (name: string, until: string) => `Deleted ${name}. It can be restored until ${until}`,
  },

  deleted: {
    title: "Deleted organizations",
    text: "They come back as they were, until their time is over.",
    until: (ago: string, until: string) => `Deleted ${ago} · restore until ${until}`,
    restore: "Restore",
    restoreOf: (name: string) => `Restore ${name}`,
    restored: (name: string) => `${name} is back`,
    domainTaken: "Its web domain belongs to another organization by now.",
  },
};
