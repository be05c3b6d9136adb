// The timeline's filters kept in the address, where it leads always shown, and arrow keys from entry to entry.
{
  const form = document.querySelector(".filter");
  const hidden = (place) => place?.getClientRects().length === 0; // what stands on another page is not

  const take = () => {
    const address = new URL(location.href);
    for (const name of ["account", "topic"]) {
      const control = form.elements[name];
      const before = control.value;
      control.value = address.searchParams.get(name) ?? "*";
      if (!control.value) control.value = before;
    }
    dim();
  };

  const keep = () => {
    const now = new URL(location.href);
    for (const name of ["account", "topic"]) {
      const value = form.elements[name].value;
      if (value === "*") now.searchParams.delete(name);
      else now.searchParams.set(name, value);
    }
    history.replaceState(null, "", now);
    dim();
  };

  // Years above that are filtered away pale; a click on one still leads there.
  const dim = () => {
    for (const link of document.querySelectorAll(".strip__link")) {
      link.parentElement.toggleAttribute("data-none", hidden(document.querySelector(link.hash)));
    }
  };

  // Whoever is led to an entry or a year sees it: filters that hide it give way.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1))?.closest(".event, .year");
    if (!target) return;
    target.querySelector("details")?.setAttribute("open", "");
    if (!hidden(target)) return;
    form.reset();
    target.scrollIntoView();
  };

  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  addEventListener("popstate", () => {
    take(); // one step back they may have been others
    reveal();
  });
  addEventListener("click", ({ target }) => {
    if (target.closest?.("a[href^='#']")) setTimeout(reveal); // an address that stays is no popstate in Firefox
  });
  take();
  reveal();

  document.querySelector(".timeline").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".event__line")) return;
    const shown = [...document.querySelectorAll(".event__line")].filter((line) => line.offsetParent);
    const next = shown[shown.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.closest(".event").scrollIntoView({ block: "nearest" });
  });
}
