/* The picture made lively: it reads the list, which stands in the page once, and draws what is in view.
   The levels of detail and the rules of placing are those of the static picture. */
(() => {
"use strict";
const $ = id => document.getElementById("tl:" + id);
const stage = $("stage"), tip = $("tip"), live = $("live"), list = $("list"), find = $("find");
const LANES = JSON.parse(stage.dataset.lanes), COLOURS = stage.dataset.colours.split(",");
const [FIRST, LAST] = stage.dataset.domain.split(",").map(Number);
const EDGE = 6, ROW = 22, THIN = 5, HEAD = 26, AXIS = 44, DOT = 9, BIN = 4, TALL = 56, LABELLED = 250, MANY = 2500;
// A bold face is wider by up to an eighth (DejaVu Sans).
const BOLD = 1.15;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "), WEEK = "Mon Tue Wed Thu Fri Sat Sun".split(" ");
const esc = text => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
const num = v => Math.round(v * 10) / 10;
const numbers = text => text === undefined ? [] : text.split(",").map(v => v === "" ? NaN : +v);

const items = [...list.querySelectorAll("li[data-l]")].map((li, at) => {
  const [first, last, ...core] = numbers(li.dataset.d), said = numbers(li.dataset.x), ghosts = [];
  for (let k = 0; k < said.length; k += 2) ghosts.push([said[k], said[k + 1]]);
  return { li, at, first, last, core, ghosts, dated: li.dataset.d !== undefined, status: li.dataset.s,
    lanes: li.dataset.l.split(",").map(Number), colour: li.className, shown: true };
});
const byId = new Map(items.map(item => [item.li.id, item]));
const HULL = items.reduce(([low, high], item) => [Math.min(low, item.first || low), Math.max(high, item.last || high)], [FIRST, LAST]);
const titleOf = item => item.title ??= item.li.querySelector("h4 a").textContent;
const nameOf = item => `${item.li.querySelector("time").textContent}: ${titleOf(item)}`;

let lo = FIRST, hi = LAST, width = 960, current = null, places = [], ownDrawing = false;
const x = day => EDGE + (day - lo) / (hi - lo) * (width - 2 * EDGE);

/* Days and the calendar, for any year; as in the library's own module. */
const fdiv = (a, b) => Math.floor(a / b);
function dayNumber(y, m, d) {
  if (m <= 2) { y -= 1; m += 12 }
  return 365 * y + fdiv(y, 4) - fdiv(y, 100) + fdiv(y, 400) + fdiv(153 * m - 457, 5) + d - 306;
}
function civil(day) {
  const z = Math.floor(day) + 305, era = fdiv(z, 146097), doe = z - era * 146097;
  const yoe = fdiv(doe - fdiv(doe, 1460) + fdiv(doe, 36524) - fdiv(doe, 146096), 365);
  const doy = doe - (365 * yoe + fdiv(yoe, 4) - fdiv(yoe, 100)), mp = fdiv(5 * doy + 2, 153);
  const m = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (m <= 2 ? 1 : 0), m, doy - fdiv(153 * mp + 2, 5) + 1];
}
const yearWords = y => y < 1 ? `${1 - y} BCE` : y < 1000 ? `${y} CE` : `${y}`;

function axis() {
  const day = (width - 2 * EDGE) / (hi - lo), ticks = [], above = [], month = 30.436875;
  const months = (step, make) => {
    const [y, m] = civil(lo);
    for (let n = fdiv(y * 12 + m - 1, step) * step; ; n += step) {
      const at = dayNumber(fdiv(n, 12), n - 12 * fdiv(n, 12) + 1, 1);
      if (at > hi) return;
      make(at, fdiv(n, 12), n - 12 * fdiv(n, 12));
    }
  };
  for (const step of [1, 3, 6]) if (day * step / 24 >= 44) {
    for (let n = Math.ceil(lo * 24 / step); n <= hi * 24 / step; n++)
      ticks.push([n * step / 24, `${String((n * step % 24 + 24) % 24).padStart(2, "0")}:00`]);
    for (let d = Math.floor(lo); d <= hi; d++) {
      const [y, m, dom] = civil(d);
      above.push([d, `${WEEK[((d - 1) % 7 + 7) % 7]} ${dom} ${MONTHS[m - 1]} ${yearWords(y)}`]);
    }
    return [ticks, above];
  }
  for (const step of [1, 2, 7]) if (day * step >= 24) {
    for (let d = Math.ceil(lo); d <= hi; d++) {
      const dom = civil(d)[2];
      if (step === 1 || step === 7 && ((d - 1) % 7 + 7) % 7 === 0 || step === 2 && dom % 2 && dom < 30) ticks.push([d, `${dom}`]);
    }
    months(1, (at, y, m) => above.push([at, `${MONTHS[m]} ${yearWords(y)}`]));
    return [ticks, above];
  }
  for (const step of [1, 3, 6]) if (day * month * step >= 34) {
    months(step, (at, y, m) => at >= lo && ticks.push([at, MONTHS[m]]));
    months(12, (at, y) => above.push([at, yearWords(y)]));
    return [ticks, above];
  }
  const low = civil(lo)[0], high = civil(hi)[0], room = low < 1000 || high > 9999 ? 74 : 46;
  let step = 1;
  for (let power = 1; ; power *= 10) {
    const factor = [1, 2, 5].find(f => day * 365.2425 * f * power >= room);
    if (factor) { step = factor * power; break }
  }
  for (let n = fdiv(low, step) - 1; n <= fdiv(high, step) + 1; n++) {
    const y = n > 0 ? n * step : 1 + n * step, at = dayNumber(y, 1, 1);
    if (at >= lo && at <= hi && !(n === 0 && step === 1)) ticks.push([at, yearWords(y)]);
  }
  return [ticks, above];
}

/* Widths of labels are measured, not reckoned: here the font is known. */
const pen = document.createElement("canvas").getContext("2d"), known = new Map();
function measure(text) {
  if (!known.size) pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  let wide = known.get(text);
  if (wide === undefined) known.set(text, wide = pen.measureText(text).width + 1);
  return wide;
}
function shorten(text, room) {
  if (text.length < 500 && measure(text) <= room) return text;
  const chars = [...text.slice(0, 500)];
  let low = 0, high = chars.length;
  while (low < high) {
    const mid = low + high + 1 >> 1;
    if (pen.measureText(chars.slice(0, mid).join("") + "…").width + 1 <= room) low = mid; else high = mid - 1;
  }
  return chars.slice(0, low).join("").trimEnd() + "…";
}

function spread(left, right, least) {
  if (right - left < least) { const mid = (left + right) / 2; left = mid - least / 2; right = mid + least / 2 }
  return [left, right];
}
function barOf(item, least) {
  const openLeft = isNaN(item.first), openRight = isNaN(item.last);
  let [left, right] = spread(openLeft ? x(lo) : x(item.first), openRight ? x(hi) : x(item.last), least);
  let core = null;
  if (item.core.length) {
    core = spread(x(item.core[0]), x(item.core[1]), least);
    left = Math.min(left, core[0]); right = Math.max(right, core[1]);
  }
  const cut = v => Math.max(-20, Math.min(width + 20, v));
  return { item, left: cut(left), right: cut(right), core: core && core.map(cut), openLeft, openRight, ghosts: [], row: 0 };
}
function withLabel(bar) {
  for (const [low, high] of $("dashed")?.checked ? bar.item.ghosts : []) {
    if (high > hi || low < lo) {
      const off = high > hi ? 1 : -1;
      if (off > 0 ? bar.right >= width - EDGE : bar.left <= EDGE) continue;
      const edge = off > 0 ? width - EDGE - DOT : EDGE;
      bar.ghosts.push([edge, edge + DOT, off]);
    } else bar.ghosts.push([...spread(x(low), x(high), DOT), 0]);
  }
  bar.label = shorten((bar.item.status === "t" ? "! " : "") + titleOf(bar.item), Math.min(520, width - 2 * EDGE));
  const wide = bar.wide = measure(bar.label) * (bar.item.status === "t" ? BOLD : 1);
  for (const begin of [bar.right + 6, bar.left - 6 - wide])
    if (begin >= EDGE && begin + wide <= width - EDGE && !bar.ghosts.some(g => g[0] < begin + wide && begin < g[1])) {
      bar.begin = begin;
      return bar;
    }
  bar.above = 1;
  bar.begin = Math.max(EDGE, Math.min(bar.left, width - EDGE - wide));
  return bar;
}
function pack(bars, apart) {
  const ends = [];
  for (const bar of bars) {
    bar.from = Math.min(bar.left, bar.begin ?? bar.left, ...bar.ghosts.map(g => g[0]));
    bar.to = Math.max(bar.right, bar.begin === undefined ? 0 : bar.begin + bar.wide, ...bar.ghosts.map(g => g[1]));
  }
  for (const bar of bars.sort((a, b) => a.from - b.from || a.to - b.to || a.item.at - b.item.at)) {
    const tall = bar.above ? 2 : 1;
    let row = 0;
    while (ends[row] > bar.from || tall > 1 && ends[row + 1] > bar.from) row++;
    for (let k = 0; k < tall; k++) ends[row + k] = bar.to + apart;
    bar.row = row;
  }
  return ends.length;
}

const rect = (name, left, right, mid, extra = "") => {
  const wide = right - left;
  return `<rect class="${name}"${extra} x="${num(left)}" y="${num(mid - 5)}" width="${num(wide)}" height="10" rx="${num(wide < 12 ? Math.min(10, wide) / 2 : 3)}"/>`;
};
const whole = bar => bar.core && bar.core[0] <= bar.left && bar.core[1] >= bar.right;
function drawBar(bar, top) {
  const { item } = bar, mid = top + (bar.row + (bar.above || 0)) * ROW + ROW / 2, out = [];
  const fill = item.status === "t" ? ` fill="url(#tl:h${item.colour.slice(1)})"` : "";
  for (const [left, right, off] of bar.ghosts) {
    const [near, far] = left > bar.right ? [bar.right, left] : [right, bar.left];
    if (far > near) out.push(`<path class="w" d="M${num(near)} ${mid}H${num(far)}"/>`);
    out.push(off ? `<path class="x" d="M${num(off > 0 ? right : left)} ${mid}l${-10 * off} -5v10z"/>` : rect("x", left, right, mid));
  }
  if (!whole(bar)) {
    out.push(rect(fill ? "" : "f", bar.left, bar.right, mid, fill));
    if (bar.openLeft) out.push(`<path class="b" d="M${num(bar.left + 6)} ${mid - 5}l-5 5 5 5"/>`);
    else out.push(`<path class="b" d="M${num(bar.left)} ${mid - 5}v10"/>`);
    if (bar.openRight) out.push(`<path class="b" d="M${num(bar.right - 6)} ${mid - 5}l5 5-5 5"/>`);
    else out.push(`<path class="b" d="M${num(bar.right)} ${mid - 5}v10"/>`);
  }
  if (bar.core) out.push(rect(fill ? "" : "c", ...bar.core, mid, fill));
  if (item.status === "d") {
    const [left, right] = bar.core || [bar.left, bar.right];
    out.push(`<path class="d" d="M${num((left + right) / 2)} ${mid - 7}l7 7-7 7-7-7z"/>`);
  }
  const base = top + bar.row * ROW + ROW / 2 + 4;
  out.push(`<text class="l${item.status === "t" ? " t" : ""}" x="${num(bar.begin)}" y="${base}">${esc(bar.label)}</text>`);
  places.push({ item, left: bar.left, right: bar.right, top: mid - 5, bottom: mid + 5 });
  return `<a class="${item.colour}" href="#${item.li.id}" tabindex="-1">${out.join("")}</a>`;
}
function drawThin(bars, top) {
  const paths = new Map(), add = (name, left, right, y) => {
    if (!paths.has(name)) paths.set(name, []);
    paths.get(name).push(`M${num(left)} ${y}h${num(right - left)}v4h${num(left - right)}z`);
  };
  for (const bar of bars) {
    const y = top + bar.row * THIN;
    if (!whole(bar)) add(`f ${bar.item.colour}`, bar.left, bar.right, y);
    if (bar.core) add(`c ${bar.item.colour}`, ...bar.core, y);
    places.push({ item: bar.item, left: bar.left, right: bar.right, top: y, bottom: y + 4 });
  }
  return [...paths].map(([name, strips]) => `<path class="${name}" d="${strips.join("")}"/>`).join("");
}
function drawCounts(found, base, most) {
  return `<path class="c" d="${found.map((n, k) => n ? `M${EDGE + k * BIN} ${base}v${num(-Math.max(TALL * n / most, 1.5))}h${BIN - .6}v${num(Math.max(TALL * n / most, 1.5))}z` : "").join("")}"/>`;
}
function drawArrows() {
  const at = new Map(), out = [];
  for (const place of places) if (!at.has(place.item.li.id)) at.set(place.item.li.id, place);
  for (const { li } of items) {
    const ids = li.dataset.r?.split(" ") ?? [];
    for (let k = 0; k < ids.length; k += 2) {
      const one = at.get(ids[k]), other = at.get(ids[k + 1]);
      if (!one || !other) continue;
      const end = Math.max(other.left - 2, EDGE + 1), turn = Math.max(Math.min(one.right, end - 12), 1);
      out.push(`<path class="r" d="M${num(Math.min(Math.max(turn, one.left), one.right))} ${one.top + 5}H${num(turn)}V${other.top + 5}H${num(end)}m-5-3 5 3-5 3"/>`);
    }
  }
  return out;
}
const middle = item => ((isNaN(item.first) ? lo : item.first) + (isNaN(item.last) ? hi : item.last)) / 2;
const inView = item => item.shown && item.dated && !(item.last < lo || item.first > hi);

function apart(labels, size) {
  let taken = -Infinity;
  const out = [];
  labels.forEach(([at, label], n) => {
    const place = Math.max(x(at), EDGE), begin = place > EDGE ? place + 3 : EDGE, wide = measure(label) * size / 12;
    const crowded = n === 0 && labels.length > 1 && begin + wide + 8 > x(labels[1][0]);
    if (begin < taken || begin + wide > width || crowded) return;
    taken = begin + wide + 6;
    out.push([begin, label]);
  });
  return out;
}

function draw() {
  const groups = LANES.map(() => []);
  let number = 0;
  for (const item of items) if (inView(item)) for (const lane of item.lanes) if (laneOn[lane]) { groups[lane].push(item); number++ }
  const out = [], lanes = [];
  let top = AXIS, level = number <= LABELLED ? 2 : number <= MANY ? 1 : 0, most = 1;
  places = [];
  const shown = groups.map((group, lane) => [group, lane]).filter(([group]) => group.length);
  if (level === 1) {
    for (const pair of shown) { pair[2] = pair[0].map(item => barOf(item, 3)); pair[3] = pack(pair[2], 1) }
    if (shown.reduce((sum, pair) => sum + pair[3], 0) > 160) level = 0;
  }
  if (level === 2) for (const pair of shown) { pair[2] = pair[0].map(item => withLabel(barOf(item, DOT))); pair[3] = pack(pair[2], 18) }
  if (level === 0) for (const pair of shown) {
    const found = pair[4] = new Array(Math.floor((width - 2 * EDGE) / BIN) + 1).fill(0);
    for (const item of pair[0]) {
      const k = Math.max(0, Math.min(Math.floor((x(middle(item)) - EDGE) / BIN), found.length - 1));
      most = Math.max(most, ++found[k]);
    }
  }
  for (const [group, lane, bars, rows, found] of shown) {
    const tall = HEAD + (level === 0 ? TALL + 8 : rows * (level === 2 ? ROW : THIN) + 6);
    const colour = +COLOURS[lane] < 0 ? 6 : COLOURS[lane], name = shorten(LANES[lane], width - 90);
    if (lanes.length) lanes.push(`<path class="g" d="M${EDGE} ${top}H${width - EDGE}"/>`);
    lanes.push(`<g class="k${colour}"><text class="n l" x="${EDGE}" y="${top + 17}">${esc(name)}</text><text class="s l" x="${num(EDGE + measure(name) * BOLD + 8)}" y="${top + 17}">${group.length.toLocaleString("en")}</text>`);
    lanes.push(level === 2 ? bars.map(bar => drawBar(bar, top + HEAD)).join("") : level === 1 ? drawThin(bars, top + HEAD) : drawCounts(found, top + tall - 6, most));
    lanes.push("</g>");
    top += tall;
  }
  const [ticks, above] = axis(), base = AXIS - 6;
  if (ticks.length) out.push(`<path class="g" d="${ticks.map(([at]) => `M${num(x(at))} ${base}V${num(top)}`).join("")}"/>`);
  if (level === 2) out.push(...drawArrows());
  out.push(...lanes);
  if (!shown.length) out.push(`<text class="s" x="${EDGE}" y="${AXIS + 24}">Nothing here; press 0 to see all.</text>`);
  if (level === 0) out.push(`<text class="s" x="${EDGE}" y="${top + 20}">Events by the middle of their days; the tallest column stands for ${most.toLocaleString("en")}. Zoom in for the events themselves.</text>`);
  out.push(`<g class="ax"><path class="paper" d="M0 0H${width}V${base}H0z"/><path class="y" d="M${EDGE} ${base}H${width - EDGE}"/>`);
  for (const [at, label] of apart(above, 13)) out.push(`<text class="n" x="${num(at)}" y="${base - 20}">${label}</text>`);
  for (const [at, label] of apart(ticks, 11)) out.push(`<text class="s" x="${num(at)}" y="${base - 5}">${label}</text>`);
  out.push("</g>");
  const old = stage.querySelector("svg"), legend = old.querySelector("[data-legend]"), height = Math.max(top + 30, 120);
  old.setAttribute("width", width); old.setAttribute("viewBox", `0 0 ${width} ${height}`); old.setAttribute("height", height);
  const keep = [...old.querySelectorAll(":scope > title, :scope > desc, :scope > pattern")];
  if (legend) keep.push(legend);
  old.innerHTML = out.join("");
  old.prepend(...keep);
  if (legend) {
    legend.toggleAttribute("hidden", level === 0);
    if (level) {
      legend.setAttribute("transform", `translate(0 ${top + 6})`);
      const room = Math.max(height, top + 12 + fold(legend));
      old.setAttribute("height", room); old.setAttribute("viewBox", `0 0 ${width} ${room}`);
    }
  }
  ownDrawing = true;
  follow();
  if (current) mark(current);
}
/* The legend is the static one; on another width its samples are set anew. */
function fold(legend) {
  let left = EDGE, y = 14;
  for (const part of legend.children) {
    const wide = 34 + measure(part.textContent) * 11 / 12, from = part.dataset.at.split(",").map(Number);
    if (left + wide > width - EDGE && left > EDGE) { left = EDGE; y += 19 }
    part.setAttribute("transform", `translate(${num(left - from[0])} ${num(y - from[1])})`);
    left += wide + 16;
  }
  return y + 10;
}
function follow() {
  stage.querySelector(".ax")?.setAttribute("transform", `translate(0 ${stage.scrollTop})`);
}

/* Where one looks. */
function look(first, last) {
  const most = (HULL[1] - HULL[0]) * 1.1, span = Math.min(Math.max(last - first, 1 / 24), most), mid = (first + last) / 2;
  lo = Math.max(HULL[0] - span / 2, Math.min(mid - span / 2, HULL[1] - span / 2)); hi = lo + span;
  later();
}
let waiting = 0;
function later() { waiting ||= requestAnimationFrame(() => { waiting = 0; draw() }) }
function now() { if (waiting) { cancelAnimationFrame(waiting); waiting = 0 } draw() }
function zoom(factor, at = (lo + hi) / 2) { close(); look(at - (at - lo) * factor, at + (hi - at) * factor) }
const dayAt = event => lo + (event.clientX - stage.getBoundingClientRect().left + stage.scrollLeft - EDGE) / (width - 2 * EDGE) * (hi - lo);

/* One event at a time. */
function anchorOf(item) { return stage.querySelector(`a[href="#${CSS.escape(item.li.id)}"]`) ?? stage.querySelector(".cur") }
function mark(item) {
  stage.querySelectorAll(".on, .cur").forEach(old => old.classList.contains("cur") ? old.remove() : old.classList.remove("on"));
  const anchor = stage.querySelector(`a[href="#${CSS.escape(item.li.id)}"]`);
  if (anchor) { anchor.classList.add("on"); return anchor }
  const place = places.find(p => p.item === item), at = item.dated ? x(middle(item)) : EDGE;
  const cur = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cur.setAttribute("class", "cur");
  cur.setAttribute("d", place ? `M${num(place.left - 2)} ${place.top - 2}h${num(place.right - place.left + 4)}v8h${num(place.left - place.right - 4)}z` : `M${num(at - 1)} ${AXIS - 6}h2V${stage.querySelector("svg").getAttribute("height") - 30}h-2z`);
  stage.querySelector("svg").append(cur);
  return cur;
}
function tell(item, near) {
  const head = document.createElement("p");
  head.append(...item.li.querySelector("h4").cloneNode(true).childNodes);
  tip.replaceChildren(head);
  const claims = item.li.querySelector("ul");
  if (claims) {
    const some = claims.cloneNode(false);
    [...claims.children].slice(0, 5).forEach(li => some.append(li.cloneNode(true)));
    tip.append(some);
  }
  tip.hidden = false;
  const box = near.getBoundingClientRect(), frame = stage.parentElement.getBoundingClientRect(), own = tip.getBoundingClientRect();
  const left = Math.max(0, Math.min(box.left - frame.left, frame.width - own.width));
  const below = box.bottom - frame.top + 8, above = box.top - frame.top - own.height - 8;
  const fits = box.bottom + 8 + own.height < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${fits || above < -own.height ? below : above}px`;
}
function select(item, open = true) {
  if (!ownDrawing) now();
  current = item;
  if (item.dated) {
    const first = isNaN(item.first) ? item.last : item.first, last = isNaN(item.last) ? item.first : item.last;
    if (last < lo || first > hi) {
      const span = hi - lo, mid = last - first < span ? (first + last) / 2 : first + span * .4;
      lo = mid - span / 2; hi = lo + span;
      now();
    }
  }
  const anchor = mark(item);
  const box = anchor.getBoundingClientRect(), frame = stage.getBoundingClientRect();
  if (box.top < frame.top + AXIS) stage.scrollTop -= frame.top + AXIS - box.top + 20;
  else if (box.bottom > frame.bottom) stage.scrollTop += box.bottom - frame.bottom + 40;
  if (open) tell(item, anchor);
  live.textContent = `${nameOf(item)}, ${item.li.querySelector(".m").lastElementChild.textContent}`;
}
function close() {
  tip.hidden = true;
  current = null;
  stage.querySelectorAll(".on, .cur").forEach(old => old.classList.contains("cur") ? old.remove() : old.classList.remove("on"));
}
function step(by) {
  const shown = items.filter(item => item.shown);
  if (!shown.length) return;
  const at = current ? shown.indexOf(current) + by : by > 0 ? 0 : shown.length - 1;
  select(shown[Math.max(0, Math.min(shown.length - 1, at))]);
}
function enter(item) {
  if (location.hash === `#${item.li.id}`) item.li.scrollIntoView(); else location.hash = item.li.id;
  item.li.querySelector("h4 a").focus({ preventScroll: true });
}

/* What is shown. */
const laneOn = LANES.map(() => true), chips = [...document.querySelectorAll("[data-lane]")];
function sift() {
  const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  chips.forEach(chip => { laneOn[chip.dataset.lane] = chip.checked });
  let number = 0;
  for (const item of items) {
    const text = wanted.length ? item.text ??= item.li.textContent.toLowerCase() : "";
    item.shown = item.lanes.some(lane => laneOn[lane]) && wanted.every(word => text.includes(word));
    if (item.li.hidden === item.shown) item.li.hidden = !item.shown;
    number += item.shown;
  }
  for (const section of list.querySelectorAll("section")) section.hidden = !section.querySelector("li[data-l]:not([hidden])");
  $("none").hidden = number > 0;
  live.textContent = `${number} of ${items.length} events`;
  close();
  later();
}
let typing = 0;
find.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(sift, items.length > 2000 ? 200 : 0) });
chips.forEach(chip => chip.addEventListener("change", sift));
$("dashed")?.addEventListener("change", event => {
  document.body.classList.toggle("nox", !event.target.checked);
  later();
});
$("in").addEventListener("click", () => zoom(.5));
$("out").addEventListener("click", () => zoom(2));
$("all").addEventListener("click", () => { close(); look(FIRST, LAST) });

/* Keys: on the picture all of them, elsewhere only those that no field needs. */
addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target instanceof HTMLInputElement && event.target.type === "search";
  if (event.key === "Escape") {
    if (!tip.hidden) return close();
    if (find.value) { find.value = ""; sift() }
    if (field) stage.focus();
    return;
  }
  if (field) { if (event.key === "Enter") { clearTimeout(typing); sift(); stage.focus(); step(1) } return }
  if (event.key === "/") { event.preventDefault(); find.focus(); find.select(); return }
  if (event.target !== stage) return;
  const keys = {
    ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    Home: () => { current = null; step(1) }, End: () => { current = null; step(-1) },
    Enter: () => current && enter(current), "+": () => zoom(.5), "=": () => zoom(.5), "-": () => zoom(2), 0: () => { close(); look(FIRST, LAST) },
  };
  if (keys[event.key]) { event.preventDefault(); keys[event.key]() }
});

/* The pointer: drag pans, two fingers or Ctrl and the wheel zoom, a click opens. */
const down = new Map();
let moved = 0;
stage.addEventListener("wheel", event => {
  if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(Math.exp(event.deltaY * .01), dayAt(event)) }
  else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); const by = event.deltaX / width * (hi - lo); close(); look(lo + by, hi + by) }
}, { passive: false });
stage.addEventListener("pointerdown", event => { if (event.button === 0) { down.set(event.pointerId, event); moved = 0 } });
addEventListener("pointermove", event => {
  const last = down.get(event.pointerId);
  if (!last) return hover(event);
  const per = (hi - lo) / (width - 2 * EDGE);
  if (down.size === 1) {
    moved += Math.abs(event.clientX - last.clientX);
    if (moved > 4) {
      stage.classList.add("grab");
      stage.setPointerCapture(event.pointerId);
      const by = (last.clientX - event.clientX) * per;
      if (!tip.hidden) close();
      look(lo + by, hi + by);
    } else return;
  } else {
    const other = [...down.values()].find(one => one.pointerId !== event.pointerId);
    const before = Math.abs(last.clientX - other.clientX), after = Math.abs(event.clientX - other.clientX);
    moved = 99;
    if (before > 10 && after > 10) zoom(before / after, dayAt(other));
  }
  down.set(event.pointerId, event);
});
const up = event => { down.delete(event.pointerId); if (!down.size) stage.classList.remove("grab") };
addEventListener("pointerup", up);
addEventListener("pointercancel", up);
function under(event) {
  const anchor = event.target.closest?.("svg a");
  if (anchor) return byId.get(anchor.getAttribute("href").slice(1));
  if (!ownDrawing) return null;
  const box = stage.getBoundingClientRect(), px = event.clientX - box.left + stage.scrollLeft, py = event.clientY - box.top + stage.scrollTop;
  return places.find(p => px >= p.left - 2 && px <= p.right + 2 && py >= p.top - 1 && py <= p.bottom + 1)?.item;
}
let hovered = null;
function hover(event) {
  if (current || event.pointerType === "touch") return;
  const item = stage.contains(event.target) ? under(event) : null;
  if (item === hovered) return;
  hovered = item;
  if (item) tell(item, anchorOf(item) ?? { getBoundingClientRect: () => new DOMRect(event.clientX, event.clientY - 4, 1, 8) });
  else tip.hidden = true;
}
stage.addEventListener("click", event => {
  event.preventDefault();
  if (moved > 4) return;
  let item = under(event);
  if (!item && !ownDrawing) { now(); item = under(event) }
  if (!item) { close(); return }
  if (current === item) enter(item); else select(item);
});
stage.addEventListener("dblclick", event => { if (!under(event)) zoom(.4, dayAt(event)) });
stage.addEventListener("scroll", follow);

/* Deep links, print, and the width of the window. */
function arrive() {
  const item = byId.get(decodeURIComponent(location.hash.slice(1)));
  if (!item) return;
  if (!item.shown) { find.value = ""; chips.forEach(chip => { chip.checked = true }); sift(); item.li.scrollIntoView() }
  select(item, false);
}
addEventListener("hashchange", arrive);
let before = null;
addEventListener("beforeprint", () => {
  before = [lo, hi, width, current];
  close();
  [lo, hi, width] = [FIRST, LAST, 960];
  if (ownDrawing) now();
});
addEventListener("afterprint", () => {
  if (before) { [lo, hi, width, current] = before; now() }
});
new ResizeObserver(() => {
  const room = Math.max(280, Math.floor(stage.clientWidth));
  if (matchMedia("print").matches || room === width) return;
  width = room;
  now();
}).observe(stage);
document.documentElement.classList.add("script");
$("tools").hidden = false;
arrive();
})();
