// Added to each page by devserver: reloads it when it has changed, and shows a mistake in a panel meanwhile, or warnings.
// The browser keeps the scroll position over a reload by itself.
const loaded = Number(document.currentScript.dataset.state);
const help = {
  "dev-panel": "The page behind this panel is the last good one. Save the mended file and the panel goes.",
  "dev-warnings": "The page is built. This could be better.",
};

function show(name, words) {
  let panel = document.querySelector(name);
  if (!words) return panel?.remove();
  if (!panel) {
    panel = document.createElement(name);
    panel.setAttribute("role", name === "dev-panel" ? "alert" : "status");
    panel.attachShadow({ mode: "open" }).innerHTML =
      '<link rel="stylesheet" href="/_dev/panel.css"><details><summary><h2></h2></summary><pre tabindex="0"></pre><p></p></details>';
    panel.shadowRoot.querySelector("details").open = name === "dev-panel";
    panel.shadowRoot.querySelector("p").textContent = help[name];
    document.body.append(panel);
  }
  const count = words.trim().split("\n").at(-1);
  const heading = name === "dev-warnings" ? "Warnings" : / found$/.test(count) ? count : "The site could not be built";
  panel.shadowRoot.querySelector("h2").textContent = heading;
  panel.shadowRoot.querySelector("pre").textContent = words;
}

const file = decodeURI(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
new EventSource(`/_dev/events?file=${encodeURIComponent(file)}`).onmessage = ({ data }) => {
  const { state, failed, warnings } = JSON.parse(data);
  if (state !== loaded) return location.reload();
  show("dev-panel", failed);
  show("dev-warnings", failed ? "" : warnings);
};
