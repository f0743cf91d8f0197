// Starts the view that the page shows.

import { byId } from "./dom.js";
import { keepTongue } from "./session.js";
import { prepareTheme } from "./switch.js";

// Not all of them are there on every page: a view has the scripts that its form needs.
const VIEWS = {
  summarize: () => import("./summaries.js"),
  translate: () => import("./translations.js"),
  models: () => import("./models.js"),
};

prepareTheme();
if (!keepTongue()) {
  const view = VIEWS[document.body.dataset.view];
  if (view) (await view()).start();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("ask")?.requestSubmit();
    if (event.key === "Escape" && byId("sheet")?.open) byId("sheet-back").click();
  });
  document.documentElement.dataset.ready = "";
}
