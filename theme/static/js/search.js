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

// The index holds words, which a hyphen parts, and dates as the pages say them.
const asked = (words) =>
  words
    .replace(/\b(\d{4})-(\d\d)(?:-0?(\d\d?))?\b/g, (written, year, month, day = "") => {
      const name = new Date(`${year}-${month}`);
      return isNaN(name) ? written : `${day} ${name.toLocaleDateString("en", { month: "long", timeZone: "UTC" })} ${year}`;
    })
    .replace(/(?<=\p{L})\p{Pd}(?=\p{L})/gu, " ")
    .trim();

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
    let words = asked(q ?? "");
    let found = await index.debouncedSearch(words || null, { filters }, 150);
    if (!found) return;
    // A slip of the finger is likely at the end of a word: what begins as it does is better than nothing.
    const first = words;
    while (!found.results.length && words.length > 4) {
      words = words.slice(0, -1);
      found = await index.search(words, { filters });
    }
    const total = found.results.length;
    const results = await Promise.all(found.results.slice(0, shown).map((one) => one.data()));
    if (mine !== latest) return;
    const said = q ? ` for “${q.trim()}”` : "";
    if (total && words !== first) show(`Nothing${said}. Shown is what begins with “${words}”.`, results, total);
    else show(`${total || "No"} result${total === 1 ? "" : "s"}${said}`, results, total);
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
