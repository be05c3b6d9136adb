// The timeline's filters kept in the address, where it leads always shown, and arrow keys from entry to entry.
{
  const form = document.querySelector(".filter");
  const hidden = (place) => place?.getClientRects().length === 0; // what stands on another page is not

  const take = () => {
    const address = new URL(location.href);
    for (const name of ["actor", "topic"]) {
      const control = form.elements[name];
      if (!control) continue; // where nobody of a side acts
      const before = control.value;
      control.value = address.searchParams.get(name) ?? "*";
      if (!control.value) control.value = before;
    }
    dim();
  };

  const keep = () => {
    const now = new URL(location.href);
    for (const name of ["actor", "topic"]) {
      const value = form.elements[name]?.value ?? "*";
      if (value === "*") now.searchParams.delete(name);
      else now.searchParams.set(name, value);
    }
    history.replaceState(null, "", now);
    dim();
  };

  // What is left is counted, and the bars above are as tall; a year that is filtered away pales, and still leads there.
  const events = [...document.querySelectorAll(".timeline .event")];
  const dim = () => {
    const left = events.filter((event) => !hidden(event));
    const chosen = left.length < events.length;
    const pages = [...document.querySelectorAll(".pager-numbers a, .pager a")];
    for (const link of pages) link.search = location.search; // the others are filtered alike
    const count = form.querySelector("[role=status]");
    const said = pages.length ? count.dataset.countHere : count.dataset.count;
    count.textContent = chosen ? said.replace("{shown}", left.length).replace("{all}", events.length) : "";
    for (const column of document.querySelectorAll(".strip__year")) {
      const of = (list) => list.filter((event) => event.closest(".year").dataset.year === column.dataset.year);
      column.toggleAttribute("data-none", of(events).length > 0 && !of(left).length);
      if (!of(events).length) continue; // which are on another page
      for (const bar of column.querySelectorAll(".strip__bar"))
        bar.setAttribute("height", of(left).filter((event) => event.dataset.month === bar.dataset.month).length);
    }
  };

  // Whoever is led to an entry, a year or a chapter sees it: filters that hide it give way.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1))?.closest(".event, .year, .chapter");
    if (!target) return;
    if (target.matches(".event")) target.querySelector("details")?.setAttribute("open", "");
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

  document.querySelector("main").addEventListener("keydown", (event) => {
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
