// What a person does, told once for every shell. A hand presses, fills, ticks and sees by the words on the screen.
export const ada = {
  name: "Ada Benning",
  email: "ada@harborbenefits.example.com",
  password: "calm paper and exact numbers",
};
export const office = { name: "Harbor Benefits", address: "12 Long Wharf, Boston, MA 02110" };

/** From "create a workspace" to a workspace; `place` answers the system's own dialog, where there is one. */
export async function createWorkspace(hand, name, place = async () => {}) {
  await hand.press("Create a workspace");
  await hand.fill("Name of the workspace", name);
  await hand.press("Create workspace");
  await place();
}

export async function signUp(hand, person = ada) {
  await hand.sees("Create your sign-in");
  await hand.fill("Name", person.name);
  await hand.fill("E-mail", person.email);
  await hand.fill("Password", person.password);
  await hand.press("Create sign-in");
  await hand.sees("Your recovery code");
  await hand.tick("I have written it down");
  await hand.press("Go on");
}

export async function createOrganization(hand, organization = office) {
  await hand.sees("Create your organization");
  await hand.fill("Name", organization.name);
  await hand.fill("Postal address", organization.address);
  await hand.press("Create organization");
}

/** The frame is there, and it is this organization's. */
export async function inTheFrame(hand, organization = office) {
  await hand.press(`Organization: ${organization.name}`);
  await hand.sees("Sign out");
}

/** The hand in a browser tab. */
export const inTab = (page) => ({
  press: (name) => page.getByRole("button", { name }).first().click(),
  fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
  tick: (label) => page.getByLabel(label, { exact: true }).check(),
  sees: (text) => page.getByText(text, { exact: true }).first().waitFor(),
});
