// Runs before the first paint so that a dark window never flashes white.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("reachly.theme") || "system";
  } catch {
    // Storage may be closed to us; the system's choice is a good one.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
