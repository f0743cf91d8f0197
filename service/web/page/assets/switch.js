// Light, dark, or as the system has it: chosen in the page's head.

import { byId } from "./dom.js";
import { say } from "./words.js";

const THEMES = { "": "themeAuto", light: "themeLight", dark: "themeDark" };

export function prepareTheme() {
  const button = byId("theme");
  const root = document.documentElement;
  const show = () => {
    const theme = root.dataset.theme ?? "";
    button.title = say(THEMES[theme]);
    button.setAttribute("aria-label", button.title);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const order = Object.keys(THEMES);
    const next = order[(order.indexOf(root.dataset.theme ?? "") + 1) % order.length];
    if (next) root.dataset.theme = next;
    else delete root.dataset.theme;
    // Plain, because the script in the page's head reads it before anything else is there.
    remember(next);
    show();
  });
  show();
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem("stislo.theme", theme);
    else localStorage.removeItem("stislo.theme");
  } catch {
    // No storage here: then the choice holds for this page.
  }
}
