// Sentences about who one is.
export const words = {
  signIn: "Sign in",
  signInTo: (workspace: string) => `To the workspace ${workspace}, on this computer only.`,
  signUp: "Create your sign-in",
  signUpFirst:
    "You are the first person here and own this workspace. What you enter lives in this file, nowhere else.",
  signUpNext: "What you enter lives in this workspace, nowhere else.",
  name: "Name",
  email: "E-mail",
  password: "Password",
  passwordHint: "At least 10 characters. A few words in a row are easy to remember.",
  toSignUp: "New here? Create a sign-in",
  toSignIn: "I have a sign-in",
  createAction: "Create sign-in",
  nameMissing: "Say what to call you.",
  emailWrong: "This is not an e-mail address.",
  passwordMissing: "Give your password.",
  passwordShort: "Use at least 10 characters.",
  strength: ["Too short", "Weak", "Fair", "Good", "Strong"],
  strengthLabel: "Strength",
  recovery: "Your recovery code",
  recoveryText:
    "It opens your sign-in if you forget the password. It is shown this once: write it down and keep it apart from this computer.",
  recoveryWritten: "I have written it down",
  recoveryAction: "Go on",
};
