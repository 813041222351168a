// Light or dark: what the reader's system says, until the button says otherwise.
const key = "rankcert-theme";

function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a page from disk may have no storage
  }
}

function remember(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // it lasts as long as the page then
  }
}

export function setUpTheme() {
  const root = document.documentElement;
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const say = () => {
    button.textContent = current() === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", `Use the ${current() === "dark" ? "light" : "dark"} theme`);
  };
  const stored = remembered();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
    say();
  });
  dark.addEventListener("change", say);
  say();
}
