// Runs before the widgets are there, so everything listens on the document.
// A number in an answer leads to its sentence. (A plain "#" link would reload the page, which has a <base>.)
document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-goto]");
  if (!mark) return;
  event.preventDefault();
  const quotation = document.getElementById(mark.dataset.goto);
  quotation?.scrollIntoView({ behavior: "smooth", block: "center" });
  quotation?.focus({ preventScroll: true });
});

window.thiduaShowLast = () => requestAnimationFrame(() => {
  const all = document.querySelectorAll(".td-exchange");
  all[all.length - 1]?.scrollIntoView({ behavior: "smooth", block: "start" });
});
