// The choice of light or dark in the footer; hidden without a script, since nothing could remember it.
{
  const form = document.querySelector(".appearance");
  const root = document.documentElement;
  form.hidden = false;
  form.elements.scheme.value = root.dataset.scheme ?? "";
  form.addEventListener("change", () => {
    root.dataset.scheme = form.elements.scheme.value;
    try {
      localStorage.setItem("scheme", root.dataset.scheme);
    } catch {
      // The choice holds for this page alone.
    }
  });
}
