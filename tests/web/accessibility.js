// What keeps a page from being read by everybody: a list of complaints, empty if there are none.
() => {
  const complaints = [];
  const say = (what, element) =>
    complaints.push(`${what}: ${element ? element.outerHTML.slice(0, 120) : ""}`);

  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (element) => element.getClientRects().length > 0;

  // Structure
  if (!document.documentElement.lang) say("no lang on html");
  if (!document.title.trim()) say("no title");
  if (all("h1").length !== 1) say(`${all("h1").length} h1`);
  let level = 0;
  for (const heading of all("main h1, main h2, main h3, main h4").filter(visible)) {
    const next = Number(heading.tagName[1]);
    if (level && next > level + 1) say(`h${level} then h${next}`, heading);
    level = next;
  }
  for (const one of ["main", "body > header", "body > footer", "nav"]) {
    if (!document.querySelector(one)) say(`no ${one}`);
  }
  if (all("main").length !== 1) say("not one main");
  for (const nav of all("nav, aside, section")) if (!name(nav)) say("landmark without a name", nav);
  for (const article of all("article")) if (!article.lang) say("article without lang", article);
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) say(`id twice: ${id}`);
  if (!document.querySelector(".skip")?.hash) say("no skip link");

  // Names
  function name(element) {
    const by = (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
    return (
      element.getAttribute("aria-label") ||
      by.map((id) => document.getElementById(id)?.textContent || "").join(" ") ||
      [...(element.labels || [])].map((label) => label.textContent).join(" ") ||
      (/^(NAV|ASIDE|SECTION|INPUT|SELECT)$/.test(element.tagName) ? "" : element.textContent)
    ).trim();
  }
  for (const element of all("a[href], button, input, select, summary, [role=img], [role=region]")) {
    if (element.type !== "hidden" && !name(element)) say("no name", element);
  }
  for (const element of all("th")) if (!element.scope) say("th without scope", element);

  // Contrast
  const parse = (color) => {
    const found = color.match(/^rgba?\(([^)]+)\)$/);
    if (!found) throw new Error(`a colour that this check cannot read: ${color}`);
    const [r, g, b, a = 1] = found[1].split(/[ ,/]+/).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a),
    g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a),
    a: 1,
  });
  const ground = (element) => {
    if (!element) return { r: 255, g: 255, b: 255, a: 1 };
    const own = parse(getComputedStyle(element).backgroundColor);
    return own.a === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (element, pseudo) => {
    const under = ground(element);
    const ink = over(parse(getComputedStyle(element, pseudo).color), under);
    const [high, low] = [light(ink), light(under)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const measured = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim()) measured.add(walker.currentNode.parentElement);
  }
  for (const element of measured) {
    if (!visible(element) || element.closest("option, script")) continue;
    const ratio = contrast(element, null);
    if (ratio < 4.5) say(`contrast ${ratio.toFixed(2)}`, element);
  }
  for (const element of all(".initials, .shared")) {
    const ratio = contrast(element, "::before");
    if (ratio < 4.5) say(`contrast ${ratio.toFixed(2)} of generated text`, element);
  }
  return complaints;
}
