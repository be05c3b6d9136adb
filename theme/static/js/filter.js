// A box that narrows the list of claims as one types, beside the verdicts, which are places in the page.
{
  const box = document.querySelector(".find");
  const field = box.querySelector("input");
  const count = box.querySelector("[role=status]");
  const every = box.querySelector("a");
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").replaceAll("\u2010", "-").toLowerCase();
  const topics = [...document.querySelectorAll(".claims__topic")].map((topic) => ({
    topic,
    claims: [...topic.querySelectorAll("li")].map((claim) => ({
      claim,
      count: claim.querySelectorAll(".claim__link").length, // some say the same and stand together
      text: plain(`${topic.querySelector("h2").textContent} ${claim.textContent}`),
    })),
  }));

  const narrow = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let seen = 0;
    let all = 0;
    for (const { topic, claims } of topics) {
      topic.hidden = false;
      for (const { claim, text } of claims) claim.hidden = !words.every((word) => text.includes(word));
      let left = 0;
      for (const { claim, count } of claims) {
        left += claim.getClientRects().length ? count : 0; // a verdict can hide it too
        all += count;
      }
      topic.hidden = !left;
      seen += left;
    }
    const verdict = document.querySelector(".verdict-filter :target:not(#all) svg")?.nextSibling.textContent.trim();
    const values = { shown: seen, all, verdict };
    const said = verdict ? count.dataset.only : words.length ? count.dataset.count : "";
    count.textContent = said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    for (const link of document.querySelectorAll(".verdict-filter .chip")) {
      link.ariaCurrent = link.hash === (location.hash || "#all") ? "true" : null;
    }
    every.hidden = !(words.length && verdict);
  };

  box.hidden = false;
  field.addEventListener("input", narrow);
  addEventListener("hashchange", narrow);
  addEventListener("pageshow", narrow); // a browser that goes back fills the box again
}
