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
};
