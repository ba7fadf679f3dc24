// Runs before the first paint, so that a chosen look does not flash the other one. The toggle is in src/state/theme.ts.
try {
  const theme = localStorage.getItem('parley.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system's look it is.
}
