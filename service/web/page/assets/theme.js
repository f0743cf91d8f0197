// Before anything is painted: the theme that somebody chose in this browser. The page is not shown before it has run.
try {
  const chosen = localStorage.getItem("stislo.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage here: then it is the system's theme.
}
