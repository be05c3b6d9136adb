// The key "/" leads to the search field. A box on the search page turns it off (WCAG 2.1.4), and the choice is kept.
{
  const link = document.querySelector("[data-search]");
  const choice = document.querySelector(".search-key");
  let on = true;
  try {
    on = localStorage.getItem("search-key") !== "off";
  } catch {
    // A browser that keeps nothing: the choice holds for one page.
  }
  const tell = () => (on ? link.setAttribute("aria-keyshortcuts", "/") : link.removeAttribute("aria-keyshortcuts"));
  tell();

  if (choice) {
    const box = choice.querySelector("input");
    choice.hidden = false;
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      tell();
      try {
        localStorage.setItem("search-key", on ? "on" : "off");
      } catch {
        // See above.
      }
    });
  }

  addEventListener("keydown", (event) => {
    if (!on || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const field = document.querySelector(".search:not([hidden]) .search__field");
    if (field) field.focus();
    else location.href = `${link.href}#query`;
  });
}
