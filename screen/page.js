// Runs before the widgets are there, so everything listens on the document. What the server is to do goes to it as an
// event of the element that stands for the address (see ADDRESS in app.py).
(() => {
  const tell = (what, detail) => document.dispatchEvent(new CustomEvent(`thidua:${what}`, { detail }));
  const lang = () => location.pathname.split("/").filter(Boolean)[0] ?? "";
  const go = (query) => tell("go", { query });

  // links ---------------------------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    const link = at("a[data-go]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      event.preventDefault();
      window.thiduaGo(link.getAttribute("href"));
    }
    const sentence = at("button[data-source]");
    if (sentence) tell("read", { ...sentence.dataset });
    const copied = at("button[data-copy]");
    if (copied) copy(copied);
    const note = at("button[data-note]");
    if (note) send(note);
    if (at("[data-close]") || event.target.matches?.("dialog#td-reader")) at("dialog")?.close();
    if (at("[data-forget]")) { localStorage.removeItem(KEPT); list(); }
  });
  window.thiduaGo = (query) => { history.pushState(null, "", location.pathname + query); go(query); };
  addEventListener("popstate", () => go(location.search));
  window.thiduaArrive = () => { list(); if (location.search) go(location.search); };

  window.thiduaRead = () => requestAnimationFrame(() => {
    document.getElementById("td-reader")?.showModal();
    document.getElementById("td-here")?.scrollIntoView({ block: "center" });
  });

  // the conversation ----------------------------------------------------------------------------------------------
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const newest = () => document.querySelector("#td-newest .td-exchange");
  window.thiduaShown = (hasArrived) => requestAnimationFrame(() => {
    if (hasArrived && !location.search.includes("ask=")) return;
    const exchange = newest();
    if (!exchange?.dataset.link) return;
    exchange.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" });
    history.replaceState(null, "", location.pathname + exchange.dataset.link);
    keep(exchange);
  });
  window.thiduaStopped = () => document.querySelector("#td-newest .td-pending")?.dataset.question ?? "";
  window.thiduaNew = () => {
    history.replaceState(null, "", location.pathname);
    document.querySelector("#td-ask textarea")?.focus();
  };

  // a page and the way to it ----------------------------------------------------------------------------------------
  let wanted = 0;
  const suggested = () => [...document.querySelectorAll("#td-found a")];
  // Enter takes the first name found for what stands in the box, not for what stood there before.
  const isAnswered = () =>
    document.querySelector(".td-found")?.dataset.wanted === document.querySelector("#td-wanted textarea").value;
  window.thiduaFirst = () => until(isAnswered, () => suggested()[0]?.click(), ++wanted);
  // What the server sent is on the page some time after it was sent; typing on, or another Enter, ends the waiting.
  function until(is, act, turn) {
    if (turn !== wanted) return;
    is() ? act() : setTimeout(until, 50, is, act, turn);
  }
  window.thiduaOpened = () => requestAnimationFrame(() => {
    const title = document.querySelector("#td-look .td-title");
    document.title = location.search.includes("look=") && title ? `${title.textContent} · thidua` : "thidua";
    if (!location.search.includes("look=")) return;
    document.querySelector("#td-search")?.scrollIntoView({ block: "start" });
    const height = document.querySelector("#td-look .td-heading")?.dataset.height;
    const timeline = document.querySelector("#td-timeline");
    if (timeline && height) timeline.style.minHeight = `${height}px`;
    window.thiduaDraw?.();
  });
  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest?.("#td-search");
    if (!inside) return;
    const all = [document.querySelector("#td-wanted textarea, #td-wanted input"), ...suggested()];
    const at = all.indexOf(event.target), to = { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
    inside.classList.toggle("td-closed", event.key === "Escape");
  });
  document.addEventListener("input", (event) => {
    event.target.closest?.("#td-search")?.classList.remove("td-closed");
    wanted += 1;
  });
  document.addEventListener("click", (event) =>
    document.querySelector("#td-search")?.classList.toggle("td-closed", !event.target.closest?.("#td-wanted")));

  async function copy(button) {
    const text = button.dataset.copy.startsWith("?") ? location.origin + location.pathname + button.dataset.copy : button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // not a secure context: the older way
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.classList.add("td-done");
    setTimeout(() => button.classList.remove("td-done"), 2000);
  }

  function send(button) {
    const area = button.parentElement.querySelector("textarea");
    if (!area.value.trim()) return area.focus();
    tell("note", { number: button.dataset.note, note: area.value });
    area.value = "";
    button.closest("details").open = false;
  }

  // what was asked before, in this browser alone --------------------------------------------------------------------
  const KEPT = "thidua:asked", most = () => Number(document.getElementById("td-earlier")?.dataset.most);
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? []; } catch { return []; } };

  function keep(exchange) {
    const { link, question } = exchange.dataset;
    const before = kept().filter((one) => one.link !== link);
    try { localStorage.setItem(KEPT, JSON.stringify([{ link, question, lang: lang() }, ...before].slice(0, most()))); } catch { /* full */ }
    list();
  }

  function list() {
    const place = document.getElementById("td-earlier"), asked = kept();
    if (!place) return;
    place.replaceChildren(...asked.map(({ link, question }) => {
      const item = document.createElement("li"), anchor = document.createElement("a");
      anchor.href = link;
      anchor.dataset.go = "";
      anchor.dir = "auto";
      anchor.textContent = question;
      item.append(anchor);
      return item;
    }));
    place.closest("#td-history").classList.toggle("td-none", !asked.length);
  }
})();
