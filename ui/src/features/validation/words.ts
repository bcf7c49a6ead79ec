// Sentences about how addresses are judged.
export const words = {
  title: "Validation",
  text: "Each reason that holds adds its points to the score of an address. Nothing is asked of the network.",
  columns: {
    sentence: "Reason",
    type: "About",
    points: "Points",
    contacts: "Contacts",
  },
  types: {
    syntax: "writing",
    domain: "domain",
    classification: "kind of address",
  } as Record<string, string>,
  off: "switched off",
  version: (version: string) => `Version ${version} of the rules`,
  table: "Rules of validation",
};
