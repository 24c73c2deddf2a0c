// Before the first paint, so that a dark page never flashes white. No module: those wait for the document.
(() => {
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const theme = read("mayak.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.lang = read("mayak.language") ?? (navigator.language.startsWith("ru") ? "ru" : "en");
  if (new URLSearchParams(location.search).has("kiosk")) root.dataset.kiosk = "";
})();
