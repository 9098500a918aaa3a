// Draws the neighbourhoods on a page with Cytoscape, which is fetched from this server when the first one is shown.
(() => {
  // On white and on black each stands out 3 to 1 at least; style.css has the same for the legend.
  const LOOKS = {
    Person: ["#0d9488", "ellipse"], EmulationCluster: ["#c2570c", "hexagon"], Organization: ["#3b74d1", "round-rectangle"],
    NormativeDocument: ["#8b5cf6", "rectangle"], Movement: ["#4d8a12", "diamond"], Event: ["#d6336c", "ellipse"],
    Honour: ["#a37005", "star"], Place: ["#78716c", "triangle"], Group: ["#78716c", "ellipse"],
  };
  let shown, at;  // the graph, and the canvas that it stands on

  window.thiduaDraw = async () => {
    const canvas = document.querySelector("#td-page .td-canvas");
    if (canvas === at || (canvas && !canvas.clientWidth)) return;
    shown?.destroy();
    shown = undefined;
    at = canvas;
    if (!canvas) return;
    const library = await import(new URL(canvas.dataset.script, document.baseURI).href);
    const cytoscape = Object.values(library).find((one) => typeof one === "function" && one.use);
    if (canvas !== at || !canvas.isConnected || !cytoscape) return;
    const elements = JSON.parse(canvas.dataset.graph), many = elements.filter((one) => !one.data.source).length;
    shown = cytoscape({
      container: canvas,
      elements,
      style: style(canvas),
      layout: layout(canvas, many),
      minZoom: 0.2, maxZoom: 3, boxSelectionEnabled: false,
    });
    // A few things are not blown up to fill the place; many are not made too small to read.
    if (shown.zoom() > 1.15) { shown.zoom(1.15); shown.center(); }
    if (shown.zoom() < 0.6) { shown.zoom(0.6); shown.center(shown.nodes(".centre")); }
    listen(canvas, canvas.parentElement.querySelector(".td-said"));
    canvas.dataset.drawn = shown.nodes().length;
  };

  // A page stands there some time after the server has sent it.
  new MutationObserver(window.thiduaDraw).observe(document, { childList: true, subtree: true });

  // A few stand in a ring around the centre; more are pushed apart until they fit the place.
  function layout({ clientWidth, clientHeight }, many) {
    const all = { animate: false, padding: 16, nodeDimensionsIncludeLabels: true };
    return many <= 9
      ? { ...all, name: "concentric", concentric: (node) => Number(node.hasClass("centre")), levelWidth: () => 1, minNodeSpacing: clientWidth < 600 ? 0 : 80 }
      : { ...all, name: "cose", randomize: false, boundingBox: { x1: 0, y1: 0, w: clientWidth, h: clientHeight },
        idealEdgeLength: () => 60, nodeRepulsion: () => 20000, nodeOverlap: 30, gravity: 0.3, numIter: 2500 };
  }

  function style(canvas) {
    const own = getComputedStyle(canvas), text = own.color, line = own.getPropertyValue("--td-edge");
    const classes = Object.entries(LOOKS).map(([name, [colour, shape]]) =>
      ({ selector: `.${name}`, style: { "background-color": colour, shape } }));
    return [
      { selector: "node", style: { label: "data(label)", color: text, "font-size": 13, "font-family": own.fontFamily,
        "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 5, width: 22, height: 22, "z-index": 10,
        "text-background-color": own.getPropertyValue("--td-ground"), "text-background-opacity": 0.85 } },
      ...classes,
      { selector: ".centre", style: { width: 34, height: 34, "font-size": 14, "font-weight": "bold" } },
      { selector: "edge", style: { width: 1.5, "line-color": line, "target-arrow-color": line, "target-arrow-shape": "triangle",
        "curve-style": "bezier", "arrow-scale": 0.9 } },
      { selector: ".near", style: { "line-color": text, "target-arrow-color": text, width: 2.5, label: "data(label)", color: text,
        "font-size": 11, "text-rotation": "autorotate", "text-wrap": "wrap", "text-max-width": 160,
        "text-background-color": own.getPropertyValue("--td-ground"), "text-background-opacity": 0.95, "z-index": 9 } },
      { selector: "node:active", style: { "overlay-opacity": 0.1 } },
    ];
  }

  function listen(canvas, said) {
    const graph = shown;
    const say = (edge) => {
      const quote = document.createElement("blockquote"), about = document.createElement("p");
      quote.textContent = edge.data("quote");
      Object.assign(quote, { lang: edge.data("lang"), dir: "auto" });
      about.textContent = `${edge.data("label")} · ${edge.data("where")}`;
      said.replaceChildren(about, quote);
      said.hidden = false;
    };
    graph.on("mouseover tap", "edge", ({ target }) => { graph.edges().removeClass("near"); target.addClass("near"); say(target); });
    graph.on("mouseover", "node", ({ target }) => {
      target.connectedEdges().addClass("near");
      canvas.title = target.data("name");
      canvas.style.cursor = "pointer";
    });
    graph.on("mouseout", ({ target }) => {
      if (target === graph) return;
      graph.edges().removeClass("near");
      canvas.style.cursor = canvas.title = "";
      said.hidden = true;
    });
    graph.on("tap", "node", ({ target }) => {
      if (!target.hasClass("centre")) window.thiduaGo(target.data("query"));
    });
    canvas.parentElement.querySelectorAll("[data-picture]").forEach((button) => button.addEventListener("click", () =>
      window.thiduaPicture(graph, canvas, button.dataset.picture)));
    // The page scrolls as ever; only with Ctrl, or a pinch, does the wheel zoom.
    canvas.parentElement.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
    canvas.parentElement.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
      const by = Number(button.dataset.zoom);
      by ? graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 } }) : graph.fit(undefined, 24);
    }));
  }
})();
