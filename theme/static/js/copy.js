// Copying: a button beside each entry of a timeline for its address, and one for each text that asks for it.
{
  const words = document.body.dataset;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  const add = (place, label, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.append(label);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
        button.textContent = words.copied;
      } catch {
        button.textContent = words.notCopied;
      }
      said.textContent = button.textContent;
      setTimeout(() => (button.textContent = label), 2000);
    });
    place.append(button);
  };

  const page = location.href.split("#")[0];
  for (const link of document.querySelectorAll(".event__permalink")) {
    add(link.parentElement, words.copyLink, () => page.split("?")[0] + link.hash);
  }
  for (const place of document.querySelectorAll("[data-copy]")) {
    add(place, place.dataset.copy, () =>
      place.dataset.of ? document.getElementById(place.dataset.of).textContent.trim() : page);
  }
}
