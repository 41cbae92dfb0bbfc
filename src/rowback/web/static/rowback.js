// What pages gain where a browser runs scripts: keys in queues, word of work that takes a while, hints on marks, a brush over days, a slider. Nothing depends on it.
"use strict";
(() => {
  document.documentElement.classList.add("js");

  // ---- keys: a, r, u, z, j, k press what shows them
  const queue = document.querySelector("[data-keys]");
  if (queue) {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = queue.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (target) { event.preventDefault(); target.click(); }
    });
  }

  // ---- forms that take a while say so, and are not sent twice
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-busy]"), button = form && form.querySelector("button:not([name])");
    if (!button) return;
    const words = document.createElement("span"), bar = document.createElement("progress");
    words.className = "busy";
    words.setAttribute("role", "status");
    bar.setAttribute("aria-label", "At work");
    words.append(bar, ` ${form.dataset.busy}`);
    button.after(words);
    setTimeout(() => { button.disabled = true; }); // once the form is on its way
  });
  addEventListener("pageshow", (event) => { // back from where the form led
    if (!event.persisted) return;
    document.querySelectorAll(".busy").forEach((words) => { words.previousElementSibling.disabled = false; words.remove(); });
  });

  // ---- article: words and cards light up together
  const light = (event, on) => {
    const near = event.target.closest && event.target.closest("[data-s], [data-for]");
    if (!near) return;
    const id = near.dataset.s || near.dataset.for;
    document.querySelectorAll(`[data-s="${CSS.escape(id)}"], [data-for="${CSS.escape(id)}"]`).forEach((e) => e.classList.toggle("lit", on));
  };
  if (document.querySelector(".reading")) {
    for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
      document.addEventListener(kind, (event) => light(event, on));
    const open = () => {
      const card = location.hash.startsWith("#s") && document.getElementById("c-" + location.hash.slice(1));
      document.querySelectorAll(".stmt.lit").forEach((e) => e.classList.remove("lit"));
      if (card) card.classList.add("lit");
    };
    addEventListener("hashchange", open);
    open();
  }

  // ---- board
  let tip = null;
  const hide = () => { if (tip) { tip.remove(); tip = null; } };
  const show = (mark) => {
    hide();
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true"); // the mark's own label says the same
    tip.textContent = mark.getAttribute("aria-label");
    document.body.append(tip);
    const box = mark.getBoundingClientRect(), size = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left + box.width / 2 - size.width / 2, innerWidth - size.width - 8));
    const above = box.top - size.height - 10;
    // set through the object model, which the content policy allows
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 4 ? above : box.bottom + 10) + scrollY}px`;
  };

  const board = () => {
    const lanes = document.querySelector(".lanes");
    if (!lanes) return;
    lanes.querySelectorAll(".dot, .arc").forEach((mark) => {
      mark.addEventListener("mouseenter", () => show(mark));
      mark.addEventListener("mouseleave", hide);
      mark.addEventListener("focus", () => show(mark));
      mark.addEventListener("blur", hide);
    });
    roving(lanes);
    brush(lanes);
    slider();
  };

  // one stop for the tab key; arrows go from mark to mark
  const roving = (lanes) => {
    const dots = [...lanes.querySelectorAll(".dot")];
    const place = (dot) => { const use = dot.querySelector("use"); return [parseFloat(use.getAttribute("x")), parseFloat(use.getAttribute("y"))]; };
    dots.forEach((dot, n) => dot.setAttribute("tabindex", n ? "-1" : "0"));
    const go = (from, to) => { if (!to) return; from.setAttribute("tabindex", "-1"); to.setAttribute("tabindex", "0"); to.focus(); };
    lanes.addEventListener("keydown", (event) => {
      const at = dots.indexOf(event.target.closest(".dot"));
      if (at < 0 || !event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const [x, y] = place(dots[at]);
      if (event.key === "ArrowRight") go(dots[at], dots[at + 1]);
      if (event.key === "ArrowLeft") go(dots[at], dots[at - 1]);
      const down = event.key === "ArrowDown";
      if (down || event.key === "ArrowUp") {
        const others = dots.filter((d) => (down ? place(d)[1] > y : place(d)[1] < y));
        if (!others.length) return;
        const row = down ? Math.min(...others.map((d) => place(d)[1])) : Math.max(...others.map((d) => place(d)[1]));
        go(dots[at], others.filter((d) => place(d)[1] === row).sort((a, b) => Math.abs(place(a)[0] - x) - Math.abs(place(b)[0] - x))[0]);
      }
    });
  };

  // drag over days to see only these
  const brush = (lanes) => {
    const days = lanes.dataset.days.split(" ").filter(Boolean), form = document.getElementById("filters");
    if (days.length < 3 || !form) return;
    const plot = lanes.querySelector(".plot");
    let from = null, band = null;
    const share = (event) => { const box = plot.getBoundingClientRect(); return 100 * (event.clientX - box.left) / box.width; };
    const inside = (place) => Math.max(0, Math.min(100, place));
    const xs = lanes.dataset.x.split(" ").map(Number);
    lanes.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch" || event.target.closest("a")) return;
      const at = share(event);
      if (at >= 0 && at <= 100) from = at; // names beside the picture can be marked and copied
    });
    addEventListener("pointermove", (event) => {
      if (from === null) return;
      const to = inside(share(event));
      if (!band && Math.abs(to - from) < 1) return;
      if (!band) { band = document.createElement("div"); band.className = "brush"; lanes.append(band); getSelection().removeAllRanges(); hide(); }
      event.preventDefault();
      const box = plot.getBoundingClientRect(), start = box.left - lanes.getBoundingClientRect().left;
      band.style.left = `${start + box.width * Math.min(from, to) / 100}px`;
      band.style.width = `${box.width * Math.abs(to - from) / 100}px`;
    });
    addEventListener("pointerup", (event) => {
      if (from === null) return;
      const [a, b] = [from, share(event)].sort((p, q) => p - q), drawn = band;
      from = null;
      if (!drawn) return;
      drawn.remove(); band = null;
      const chosen = days.filter((_, n) => xs[n] >= a && xs[n] <= b);
      if (!chosen.length) return;
      form.elements.from.value = chosen[0];
      form.elements.to.value = chosen[chosen.length - 1];
      renew(form);
    });
  };

  // "as known on" as a slider over the days on which something was said
  const slider = () => {
    const form = document.getElementById("filters"), label = form && form.querySelector(".as-of");
    const days = form ? form.dataset.days.split(" ").filter(Boolean) : [];
    if (!label || days.length < 2 || label.querySelector("[type=range]")) return;
    const day = form.elements.as_of, range = document.createElement("input");
    range.type = "range"; range.min = 0; range.max = days.length; range.step = 1;
    range.setAttribute("aria-label", "As known on");
    const found = days.findIndex((d) => d > day.value);
    range.value = day.value ? (found < 0 ? days.length - 1 : Math.max(0, found - 1)) : days.length;
    const words = () => (Number(range.value) === days.length ? "today" : days[range.value]);
    range.setAttribute("aria-valuetext", words());
    range.addEventListener("input", () => { day.value = Number(range.value) === days.length ? "" : days[range.value]; range.setAttribute("aria-valuetext", words()); });
    range.addEventListener("change", () => renew(form));
    label.append(" ", range);
  };

  // fetch the same page and put its main part in place, so that the eye keeps its place
  const renew = async (form) => {
    const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = `${location.pathname}${data.size ? `?${data}` : ""}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const focused = document.activeElement && document.activeElement.type === "range";
      hide();
      document.getElementById("main").replaceChildren(...page.getElementById("main").childNodes);
      document.querySelector(".foot").replaceWith(page.querySelector(".foot"));
      document.title = page.title;
      history.pushState(null, "", address);
      board();
      if (focused) { const range = document.querySelector(".as-of [type=range]"); if (range) range.focus(); }
    } catch { location.assign(address); }
  };
  addEventListener("popstate", () => { if (document.getElementById("board")) location.reload(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  board();
})();
