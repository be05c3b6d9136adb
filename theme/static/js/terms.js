// A term of the glossary explained in place. Without a script, or without popovers, its link leads to the glossary.
if ("popover" in HTMLElement.prototype) {
  let box;
  let opener;

  const make = () => {
    box = document.createElement("div");
    box.className = "definition";
    box.popover = "auto";
    box.id = "definition";
    box.innerHTML = '<p></p><p class="definition__more"><a></a></p>';
    box.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "closed" && box.contains(document.activeElement)) opener.focus({ preventScroll: true });
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && relatedTarget !== opener && !box.contains(relatedTarget)) box.hidePopover();
    });
  };

  const open = (term, tapped) => {
    if (!box) make();
    opener = term;
    term.after(box); // so that Tab goes on from the word
    box.querySelector("p").textContent = term.dataset.definition;
    Object.assign(box.querySelector("a"), { href: term.href, textContent: term.dataset.more ?? document.body.dataset.more });
    box.showPopover();
    const lines = [...term.getClientRects()]; // a term can go on in the next one
    const place = lines.find(({ top, bottom }) => top <= tapped && tapped <= bottom) ?? lines[0];
    const left = Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8));
    const below = place.bottom + box.offsetHeight + 8 < innerHeight;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${Math.max(8, below ? place.bottom + 4 : place.top - box.offsetHeight - 4) + scrollY}px`;
    box.querySelector("a").focus({ preventScroll: true });
  };

  for (const term of document.querySelectorAll("a.term")) {
    term.setAttribute("aria-haspopup", "dialog");
    term.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      open(term, event.clientY);
    });
  }
}
