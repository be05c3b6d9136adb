// The timeline's filters kept in the address, and arrow keys from entry to entry while one has the focus.
{
  const form = document.querySelector(".filter");
  const address = new URL(location.href);
  for (const name of ["account", "topic"]) {
    const wanted = address.searchParams.get(name);
    const control = form.elements[name];
    const before = control.value;
    if (wanted) control.value = wanted;
    if (!control.value) control.value = before;
  }

  const keep = () => {
    const now = new URL(location.href);
    for (const name of ["account", "topic"]) {
      const value = form.elements[name].value;
      if (value === "*") now.searchParams.delete(name);
      else now.searchParams.set(name, value);
    }
    history.replaceState(null, "", now);
  };
  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));

  document.querySelector(".timeline").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".event__permalink")) return;
    const shown = [...document.querySelectorAll(".event__permalink")].filter((link) => link.offsetParent);
    const next = shown[shown.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.closest(".event").scrollIntoView({ block: "nearest" });
  });
}
