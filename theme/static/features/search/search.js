// Search as you type. The index comes at first use; the address keeps words and filters.
const find = (selector, place = document) => place.querySelector(selector);
const form = find(".search");
const body = find(".search-body");
const more = find(".results-more");
const parts = find("[data-parts]").content;
const list = find(".results", parts);
const blank = find(".result", parts);
const language = document.documentElement.lang;
const isEnglish = /^en\b/.test(language); // as the questions are, below
const SPELLINGS = JSON.parse(form.dataset.spellings); // of each name and term
const STEP = 20;
let shown = STEP;
let latest = 0;

// Answers come before the works that they rest on: a record's score counts so many times.
const WEIGHTS = { topic: 6, finding: 2, claim: 8, figure: 4, text: 6, term: 3, event: 2, page: 1, source: 0.25 };
// What a record is called, its title too, counts most. Lists of sources are long, and make the rest look short.
const RANKING = { pageLength: 0.9, metaWeights: { names: 10, title: 0, found: 0, lang: 0 } };
// The kind of record that answers a question.
const QUESTIONS = [
  [/^who\b/i, "text"],
  [/^what\W?(s|is|are|does)\b/i, "term"],
  [/^when\b/i, "event"],
  [/^how (many|much)\b/i, "figure"],
  [/\b(lie[sd]?|lying|true|truth|false|honest|right|wrong|trust)\b/i, "finding"],
];
// Words that only make a question, by language.
const SMALL =
  {
    en: new RegExp(
      `\\b(${[
        "who|whom|whose|what|when|where|why|which|how|many|much|is|are|was|were|be|been|do|does|did|has|have|had|can|could",
        "would|should|still|yet|ever|now|really|a|an|the|of|to|in|on|at|by|for|from|with|about|and|or|it|its|that|this|these|those|there",
        "tell|say|i|me|my|we|you|he|his|she|her|they|their|mean|means",
      ].join("|")})(['’](s|re))?\\b`,
      "gi",
    ),
    zh: /什么时候|何时|哪[天年里儿]|为什么|什么|怎么样?|多少|是不是|是否|有没有|应?该|谁|吗|呢|了(?=吗|$)/g,
  }[language.split("-")[0]] ?? /$^/;

// Chinese and Japanese stand in the index by their characters; a sign says where such a text has a space.
const SIGNS = "\\u3000-\\u9fff\\uff00-\\uffef";
const UNSPACED = new RegExp(`[${SIGNS}]`);
const GAPS = new RegExp(`(?<=[${SIGNS}](</mark>)?) | (?=(<mark>)?[${SIGNS}])`, "g");
const divided = (line) => line.replace(new RegExp(UNSPACED, "g"), " $& ").trim();
const joined = (text) => text.replace(GAPS, "").replaceAll("</mark><mark>", "").replace(/ ?\u2060 ?/g, " ");

// What must stand side by side in it: words that the browser knows, and what is left between them, as a name or a date.
// Not kana: Pagefind 1.5 takes が for か, and then finds no phrase with it.
const together = (line) =>
  (UNSPACED.test(line) ? [...new Intl.Segmenter("zh", { granularity: "word" }).segment(line)] : [])
    .map(({ segment, isWordLike }) => (isWordLike ? segment : ""))
    .join("|")
    .replace(/(?<![^|])(.)\|(?=.(?![^|]))/gu, "$1")
    .split("|")
    .filter((word) => word.length > 1 && UNSPACED.test(word) && !/[\u3040-\u30ff]/.test(word));

// The words of a line; where it has no spaces, each two characters of it.
const pieces = (line) =>
  (line.match(new RegExp(`[${SIGNS}]+|[^\\s${SIGNS}]+`, "g")) ?? []).flatMap((run) =>
    run.length > 1 && UNSPACED.test(run) ? [...run.slice(1)].map((next, n) => run[n] + next) : [run],
  );

let loading;
const load = () =>
  (loading ??= (async () => {
    const index = await import(new URL(form.dataset.index, location));
    await index.options({ ranking: RANKING });
    if (/^(zh|ja)\b/.test(language)) await index.options({ excerptLength: 60 });
    const kinds = new Map(); // under the ids of all that can be found
    for (const kind of Object.keys(WEIGHTS))
      for (const { id } of (await index.search(null, { filters: { kind } })).results) kinds.set(id, kind);
    return { index, kinds };
  })());

// An excerpt is so many words: signs say where it does not begin or end a sentence.
const whole = ({ excerpt, plain_excerpt, raw_content }) => {
  const [before, after] = raw_content.split(/\s+/).join(" ").split(plain_excerpt);
  const ended = (words) => !words || /[.!?…。！？][\s"'”’)\]」』）]*$/.test(words.trim());
  return joined(`${ended(before) ? "" : "… "}${excerpt}${!after || ended(plain_excerpt) ? "" : " …"}`);
};

// The index holds words, which a hyphen parts, and dates as the pages say them.
const asked = (words) =>
  words
    .replace(/\b(\d{4})-(\d\d)(?:-0?(\d\d?))?\b/g, (written, year, month, day = "") => {
      const date = new Date(`${year}-${month}-${(day || "1").padStart(2, "0")}`);
      const asked = { year: "numeric", month: "long", ...(day && { day: "numeric" }), timeZone: "UTC" };
      return isNaN(date) ? written : date.toLocaleDateString(language === "en" ? "en-GB" : language, asked);
    })
    .replace(/(?<=\p{L})\p{Pd}(?=\p{L})/gu, " ")
    .trim();

// The words without those that only make a question, unless there are no others.
const telling = (words) => {
  const left = words.replace(SMALL, " ");
  return /[\p{L}\p{N}]/u.test(left) ? left.trim() : words;
};

// The words, and the same with other spellings of what they name: those in the index, as Pagefind ignores what it has
// not. A spelling that begins as another does finds no more.
const spelled = async (words) => {
  const { index } = await load();
  const lines = [` ${words.toLowerCase()} `];
  const isAsked = (form) => lines[0].includes(UNSPACED.test(form) ? form : ` ${form} `);
  const isThere = async (form) => (await index.search(`"${divided(form)}"`)).results.length;
  for (const forms of SPELLINGS) {
    const written = forms.filter(isAsked).sort((a, b) => b.length - a.length)[0];
    const before = [...lines];
    for (const form of written ? forms : []) {
      const isMore = forms.some((other) => other !== form && ` ${form}`.includes(` ${other}`));
      if (form === written || isMore || !(await isThere(form))) continue;
      lines.push(...before.map((line) => line.replace(written, ` ${form} `)));
    }
  }
  return [...new Set(lines)];
};

// Records with all the words, best first: words side by side count three times, another spelling two thirds.
const ranked = async (words, filters, question = words) => {
  const { index, kinds } = await load();
  const isTerm = SPELLINGS.some((forms) => forms.includes(words.toLowerCase()));
  const likely = isTerm ? "term" : isEnglish && QUESTIONS.find(([begins]) => begins.test(question))?.[1];
  const found = new Map();
  for (const [n, line] of (await spelled(telling(words))).entries()) {
    const wanted = divided(line);
    const phrase = async (words) => {
      const { results } = await index.search(`"${divided(words)}"`, { filters });
      return new Map(results.map((one) => [one.id, one]));
    };
    const sideBySide = wanted ? await phrase(wanted) : new Map();
    const phrases = await Promise.all(together(line).map(phrase));
    for (const { id, score, data } of (await index.search(wanted || null, { filters })).results) {
      if (phrases.some((found) => !found.has(id))) continue; // its characters stand apart
      const kind = kinds.get(id);
      const liked = kind === likely ? (isTerm ? 2 : 3) : 1;
      const weight = (WEIGHTS[kind] * liked * (sideBySide.has(id) ? 3 : 1)) / (n ? 1.5 : 1);
      const best = phrases.length ? (sideBySide.get(id) ?? phrases[0].get(id)).data : data; // shows the phrase
      if (!(found.get(id)?.score >= score * weight)) found.set(id, { id, score: score * weight, data: best });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
};

// The ten best records with some of the words.
const loosely = async (words, filters) => {
  const found = new Map();
  for (const word of pieces(telling(words)))
    for (const one of await ranked(word, filters, words))
      found.set(one.id, { ...one, score: one.score + (found.get(one.id)?.score ?? 0) });
  return [...found.values()].sort((a, b) => b.score - a.score).slice(0, 10);
};

// Only the marks of an excerpt become elements: its text stays text.
const marked = (excerpt) =>
  excerpt.split(/<\/?mark>/).map((piece, n) => {
    const textContent = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return n % 2 ? Object.assign(document.createElement("mark"), { textContent }) : textContent;
  });

// A phrase of the page's language with its gaps filled.
const phrase = (name, values = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (gap, value) => values[value]);

// A page of sources is shown by the source with most of the words, and leads to the next three.
const MORE = 3;
const wordsFound = ({ excerpt }) => new Set(excerpt.toLowerCase().match(/<mark>.*?<\/mark>/g)).size;
const strength = ({ weighted_locations }) => weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
const answer = ({ sub_results, ...page }) => {
  const inside = (sub_results ?? []).filter(({ anchor }) => anchor);
  inside.sort((a, b) => wordsFound(b) - wordsFound(a) || strength(b) - strength(a));
  const [{ url, title, excerpt, plain_excerpt } = {}, ...others] = inside;
  if (!url) return page;
  return { ...page, url, excerpt, plain_excerpt, meta: { title }, others: others.slice(0, MORE) };
};

const result = ({ url, meta, filters: { kind, verdict }, others = [], ...text }) => {
  const item = blank.cloneNode(true);
  const line = find(".result__kind", item);
  const part = (selector) => find(selector, parts).cloneNode(true);
  line.replaceChildren(part(`[data-kind="${kind}"]`));
  if (meta.by) line.firstChild.textContent = phrase("by", { kind: line.textContent, speaker: meta.by });
  if (verdict) {
    const badge = part(`.badge[data-label="${verdict}"]`);
    badge.lastElementChild.textContent = meta.found;
    line.append(badge);
  }
  Object.assign(find("a", item), { href: url, lang: meta.lang ?? language, textContent: joined(meta.title) });
  const answer = joined(meta.answer ?? "");
  const shown = find(".result__answer", item);
  const excerpt = whole(text);
  if (!answer || excerpt.replace(/<\/?mark>/g, "").includes(answer)) shown.remove();
  else shown.textContent = answer;
  find(".result__excerpt", item).replaceChildren(...marked(excerpt));
  for (const { url, title } of others) {
    const other = Object.assign(part(".result__other"), { href: url, textContent: joined(title) });
    item.append(other);
  }
  return item;
};

const chosen = () => [...new FormData(form)].filter(([, value]) => value.trim());

const show = (said, results = [], total = 0) => {
  const address = new URLSearchParams(chosen());
  history.replaceState(null, "", `${address}` ? `?${address}` : location.pathname);
  delete body.dataset.busy;
  body.toggleAttribute("data-asked", total > 0);
  find(".search-count").textContent = said;
  list.replaceChildren(...results.map(answer).map(result));
  more.hidden = total <= results.length;
  find(".search-topics").hidden = results.length || !said;
};

const search = async () => {
  const mine = ++latest;
  const set = chosen();
  if (!set.length) return show("");
  const { q = "", ...filters } = Object.fromEntries(set);
  const asking = q.trim();
  const counted = (count) => phrase((count ? "some" : "nothing") + (asking && "Of"), { count, words: asking });
  try {
    await new Promise((resolve) => setTimeout(resolve, 150)); // while one goes on typing
    if (mine !== latest) return;
    const words = asked(q);
    let found = await ranked(words, filters);
    let said = counted(found.length);
    if (!found.length && (found = await loosely(words, filters)).length)
      said = phrase("loosely", { words: asking, count: found.length });
    const results = await Promise.all(found.slice(0, shown).map((one) => one.data()));
    if (mine === latest) show(said, results, found.length);
  } catch {
    show(phrase("failed"));
  }
};

form.addEventListener("focusin", load, { once: true });
addEventListener("input", ({ target }) => target.form === form && search((shown = STEP))); // filters stand outside it
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
form.hidden = find(".search-filters").hidden = false;
if (location.search) body.dataset.busy = body.dataset.asked = ""; // so that nothing jumps when results come
if (location.hash === "#query") form.elements.q.focus();
if (location.search) search();
