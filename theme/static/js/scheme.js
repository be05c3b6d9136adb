// Light, dark or automatic, as the reader chose before. In the head and not deferred: later, the page would flash.
try {
  document.documentElement.dataset.scheme = localStorage.getItem("scheme") ?? "";
} catch {
  // A browser that keeps nothing, or a page from disk: automatic it is.
}
