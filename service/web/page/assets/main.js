// Starts the view that the page shows.

import { byId } from "./dom.js";
import * as models from "./models.js";
import * as summaries from "./summaries.js";
import * as translations from "./translations.js";

({ summarize: summaries, translate: translations, models })[document.body.dataset.view].start();

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("ask")?.requestSubmit();
});
document.documentElement.dataset.ready = "";
