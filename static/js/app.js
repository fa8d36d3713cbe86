// The small comforts of every page. Each page works without this file.

// Errors first: a screen reader and the keyboard start at the summary.
document.getElementById("error-summary")?.focus();

// A second press of a button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  window.setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Bulk bar: how many rows, and the sum on the button (tiyn are integers below 2^53 here).
const bulk = document.querySelector("[data-bulk]");
if (bulk) {
  const boxes = () => [...document.querySelectorAll('input[name="selected"][form="bulk"]')];
  const whole = document.querySelector("[data-select-page]");
  const all = bulk.querySelector('input[name="all"]');
  const text = bulk.querySelector("[data-bulk-text]");
  const idle = text.textContent;
  const word = bulk.querySelector("[data-bulk-template]").textContent;
  const sums = bulk.querySelectorAll("[data-bulk-sum]");
  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u00a0");

  const tell = () => {
    const chosen = boxes().filter((box) => box.checked);
    text.textContent = chosen.length && !all.checked ? `${word}${chosen.length}` : idle;
    const tiyn = all.checked
      ? BigInt(bulk.dataset.allAmount || 0)
      : chosen.reduce((sum, box) => sum + BigInt(box.dataset.amount || 0), 0n);
    const tenge = `${grouped(String(tiyn / 100n))},${String(tiyn % 100n).padStart(2, "0")}`;
    sums.forEach((place) => {
      place.textContent = tiyn > 0n ? `${tenge} ₸` : "";
    });
    bulk.toggleAttribute("data-active", chosen.length > 0 || all.checked);
    if (whole) {
      whole.checked = chosen.length > 0 && chosen.length === boxes().length;
      whole.indeterminate = chosen.length > 0 && chosen.length < boxes().length;
    }
  };
  whole?.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = whole.checked));
    tell();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches('input[name="selected"], input[name="all"]')) tell();
  });
  tell();
}

// On a phone the tabs scroll: the open one must be seen.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = tab.closest("ul");
  const middle = tab.offsetLeft - strip.offsetLeft + tab.offsetWidth / 2;
  strip.scrollLeft = middle - strip.clientWidth / 2;
}

// After htmx swaps a page part, focus goes to its heading.
document.addEventListener("htmx:afterSwap", (event) => {
  const heading = event.target.querySelector?.("h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
});
