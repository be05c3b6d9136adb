// Search as you type. The index comes at first use; the address keeps words and filters.
const find = (selector, place = document) => place.querySelector(selector);
const form = find(".search");
const more = find(".results-more");
const parts = find("[data-parts]").content;
const list = find(".results", parts);
const blank = find(".result", parts);
const STEP = 20;
let shown = STEP;
let latest = 0;

const load = () => import(new URL(form.dataset.index, location));

// An excerpt is so many words: signs say where it does not begin or end a sentence.
const whole = ({ excerpt, plain_excerpt, raw_content }) => {
  const [before, after] = raw_content.split(/\s+/).join(" ").split(plain_excerpt);
  const ended = (words) => !words || /[.!?…]["'”’)\]]*$/.test(words.trim());
  return `${ended(before) ? "" : "… "}${excerpt}${!after || ended(plain_excerpt) ? "" : " …"}`;
};

// Only the marks of an excerpt become elements: its text stays text.
const marked = (excerpt) =>
  excerpt.split(/<\/?mark>/).map((piece, n) => {
    const textContent = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return n % 2 ? Object.assign(document.createElement("mark"), { textContent }) : textContent;
  });

const result = ({ url, meta, filters: { kind, verdict }, ...text }) => {
  const item = blank.cloneNode(true);
  const names = parts.querySelectorAll(`[data-kind="${kind}"], .badge[data-label="${verdict}"]`);
  find(".result__kind", item).replaceChildren(...[...names].map((name) => name.cloneNode(true)));
  Object.assign(find("a", item), { href: url, lang: meta.lang ?? "en", textContent: meta.title });
  find(".result__excerpt", item).replaceChildren(...marked(whole(text)));
  return item;
};

const chosen = () => [...new FormData(form)].filter(([, value]) => value.trim());

const show = (said, results = [], total = 0) => {
  const address = new URLSearchParams(chosen());
  history.replaceState(null, "", `${address}` ? `?${address}` : location.pathname);
  find(".search-count").textContent = said;
  list.replaceChildren(...results.map(result));
  more.hidden = total <= results.length;
};

const search = async () => {
  const mine = ++latest;
  const set = chosen();
  if (!set.length) return show("");
  const { q, ...filters } = Object.fromEntries(set);
  try {
    const index = await load();
    let found = await index.debouncedSearch(q ?? null, { filters }, 150);
    if (!found) return;
    // A slip of the finger is likely at the end of a word: what begins as it does is better than nothing.
    let words = q?.trim() ?? "";
    while (!found.results.length && words.length > 4) {
      words = words.slice(0, -1);
      found = await index.search(words, { filters });
    }
    const total = found.results.length;
    const results = await Promise.all(found.results.slice(0, shown).map((one) => one.data()));
    if (mine !== latest) return;
    const nearly = words && words !== q.trim() ? `; what begins with “${words}”` : "";
    const count = nearly && total ? "No" : total || "No";
    show(`${count} result${count === 1 ? "" : "s"}${q ? ` for “${q.trim()}”` : ""}${total ? nearly : ""}`, results, total);
  } catch {
    show("The search did not load. The lists below are complete.");
  }
};

form.addEventListener("focusin", load, { once: true });
form.addEventListener("input", () => search((shown = STEP)));
form.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", async () => {
  await search((shown += STEP));
  list.children[shown - STEP]?.querySelector("a").focus();
});

for (const control of form.elements) {
  control.value = new URLSearchParams(location.search).get(control.name) ?? "";
  if (control.selectedIndex < 0) control.value = "";
}
blank.remove();
more.before(list);
form.hidden = false;
if (location.hash === "#query") form.elements.q.focus();
if (location.search) search();
