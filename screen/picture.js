// A neighbourhood as a picture to take away: as Cytoscape draws it (PNG), or in lines and letters that can be edited (SVG).
(() => {
  const MARGIN = 24, WIDE = 130, LINE = 1.25;
  // Corners on a square from -1 to 1, of the shapes of graph.js that are neither round nor rectangular.
  const CORNERS = {
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    hexagon: [[-1, 0], [-0.5, -1], [0.5, -1], [1, 0], [0.5, 1], [-0.5, 1]],
    triangle: [[0, -1], [1, 1], [-1, 1]],
    star: Array.from({ length: 10 }, (_, at) => [at % 2 ? 0.45 : 1, at * Math.PI / 5 - Math.PI / 2])
      .map(([far, turn]) => [far * Math.cos(turn), far * Math.sin(turn)]),
  };

  window.thiduaPicture = (graph, canvas, kind) => {
    const ground = getComputedStyle(canvas).backgroundColor;
    graph.edges().removeClass("near");
    const picture = kind === "png"
      ? graph.png({ output: "blob", bg: ground, full: true, scale: 2, maxWidth: 8000, maxHeight: 8000 })
      : new Blob([new XMLSerializer().serializeToString(svg(graph, ground))], { type: "image/svg+xml" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(picture) });
    link.download = `${graph.nodes(".centre").data("name").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").slice(0, 80) || "thidua"}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  // Texts are set as texts, so that a name can be nothing else in the file either.
  function made(name, attributes, ...inside) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...inside);
    return element;
  }

  function svg(graph, ground) {
    const { x1, y1, w, h } = graph.elements().boundingBox(), line = graph.edges()[0]?.style("line-color") ?? "gray";
    const box = [x1 - MARGIN, y1 - MARGIN, w + 2 * MARGIN, h + 2 * MARGIN].map(Math.round);
    const arrow = made("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto" },
      made("path", { d: "M0 0L10 5L0 10z", fill: line }));
    return made("svg", { viewBox: box.join(" "), width: box[2], height: box[3] },
      made("defs", {}, arrow),
      made("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: ground }),
      ...graph.edges().map((edge) => made("path", { d: way(edge), fill: "none", stroke: line, "stroke-width": 1.5, "marker-end": "url(#arrow)" },
        made("title", {}, `${edge.data("label")}: ${edge.data("quote")}`))),
      ...graph.nodes().map((node) => made("g", {}, made("title", {}, node.data("name")), shape(node), label(node, ground))));
  }

  function way(edge) {
    const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`, bends = edge.controlPoints() ?? [], end = edge.targetEndpoint();
    const curves = bends.map((bend, n) => {
      const next = bends[n + 1];
      return `Q${at(bend)} ${at(next ? { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 } : end)}`;
    });
    return `M${at(edge.sourceEndpoint())}${curves.join("") || `L${at(end)}`}`;
  }

  function shape(node) {
    const { x, y } = node.position(), half = node.width() / 2, name = node.style("shape"), fill = node.style("background-color");
    if (name === "ellipse") return made("circle", { cx: x, cy: y, r: half, fill });
    const corners = CORNERS[name];
    if (corners) return made("polygon", { points: corners.map(([right, down]) => `${x + right * half},${y + down * half}`).join(" "), fill });
    return made("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, rx: name === "round-rectangle" ? 4 : 0, fill });
  }

  function label(node, ground) {
    const size = parseFloat(node.style("font-size")), weight = node.style("font-weight"), family = node.style("font-family");
    const pen = document.createElement("canvas").getContext("2d"), lines = [];
    pen.font = `${weight} ${size}px ${family}`;
    for (const word of node.data("label").split(/\s+/)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      lines.length && pen.measureText(longer).width <= WIDE ? lines.splice(-1, 1, longer) : lines.push(word);
    }
    const { x, y } = node.position(), top = y + node.height() / 2 + 5 + size;
    return made("text", { fill: node.style("color"), "font-family": family, "font-size": size, "font-weight": weight, "text-anchor": "middle",
      stroke: ground, "stroke-width": 3, "paint-order": "stroke" },
      ...lines.map((text, at) => made("tspan", { x, y: top + at * size * LINE }, text)));
  }
})();
