// Added to each page by devserver: reloads it when it has changed, and shows a mistake in a panel meanwhile.
// The browser keeps the scroll position over a reload by itself.
const loaded = Number(document.currentScript.dataset.state);

function show(words) {
  let panel = document.querySelector("dev-panel");
  if (!words) return panel?.remove();
  if (!panel) {
    panel = document.createElement("dev-panel");
    panel.setAttribute("role", "alert");
    panel.attachShadow({ mode: "open" }).innerHTML =
      '<link rel="stylesheet" href="/_dev/panel.css"><h2></h2><pre tabindex="0"></pre><p>The page behind this panel is the last good one. Save the mended file and the panel goes.</p>';
    document.body.append(panel);
  }
  const count = words.trim().split("\n").at(-1);
  panel.shadowRoot.querySelector("h2").textContent = / found$/.test(count) ? count : "The site could not be built";
  panel.shadowRoot.querySelector("pre").textContent = words;
}

new EventSource("/_dev/events").onmessage = ({ data }) => {
  const { state, mistakes, failed } = JSON.parse(data);
  if (state !== loaded) return location.reload();
  show(mistakes ?? failed);
};
