// The quotation map as SVG: each mark is a button that opens its sentences.

import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

function s(tag, properties = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The part of a disc between two shares of it, from the top, clockwise. */
function sector({ x, y, radius }, from, to, kind) {
  if (to - from > 0.999) return s("circle", { cx: x, cy: y, r: radius, class: kind });
  const at = (share) => {
    const angle = share * 2 * Math.PI;
    return `${(x + radius * Math.sin(angle)).toFixed(2)} ${(y - radius * Math.cos(angle)).toFixed(2)}`;
  };
  const isLarge = to - from > 0.5 ? 1 : 0;
  return s("path", { d: `M${x} ${y}L${at(from)}A${radius} ${radius} 0 ${isLarge} 1 ${at(to)}Z`, class: kind });
}

function disc(mark) {
  const [whole, part] = mark.shares;
  const parts = [s("circle", { cx: mark.x, cy: mark.y, r: mark.radius, class: "paper" })];
  if (whole > 0) parts.push(sector(mark, 0, whole, "whole"));
  if (part > 0) parts.push(sector(mark, whole, whole + part, "part"));
  return [...parts, s("circle", { cx: mark.x, cy: mark.y, r: mark.radius, class: "ring" })];
}

/** The picture; `choose` is given the cell of a mark that was chosen. */
export function draw(map, choose) {
  const scenery = s("g", { "aria-hidden": "true" },
    ...map.lines.map(([x1, y1, x2, y2]) => s("line", { x1, y1, x2, y2 })),
    ...map.texts.map(({ x, y, anchor, turn, role, size, text }) => s("text", {
      x, y, class: role, "font-size": size, "text-anchor": anchor, ...(turn === 0 ? {} : { transform: `rotate(${turn} ${x} ${y})` }),
    }, text)),
    ...map.marks.filter(({ cell }) => cell === null).flatMap(disc));
  const cells = map.marks.filter(({ cell }) => cell !== null);
  const marks = cells.map((mark, at) => s("g", {
    class: "mark", role: "button", tabindex: at === 0 ? 0 : -1, "aria-label": mark.cell.label,
  }, s("title", {}, mark.cell.label),
    s("circle", { cx: mark.x, cy: mark.y, r: Math.max(mark.radius + 3, 12), class: "target" }), ...disc(mark)));
  marks.forEach((element, at) => {
    const run = () => {
      marks.forEach((mark) => mark.classList.toggle("chosen", mark === element));
      choose(cells[at].cell, element);
    };
    element.addEventListener("click", run);
    element.addEventListener("keydown", (event) => onKey(event, at, cells, marks, run));
    element.addEventListener("focus", () => marks.forEach((mark) => mark.setAttribute("tabindex", mark === element ? 0 : -1)));
  });
  return s("svg", {
    class: "map", viewBox: `0 0 ${map.width} ${map.height}`, width: map.width, height: map.height, role: "group",
    "aria-labelledby": "map-title map-about",
  }, s("title", { id: "map-title" }, map.title), s("desc", { id: "map-about" }, map.description), scenery, ...marks);
}

/** Arrows go to the next mark on that side, Enter and Space choose. */
function onKey(event, at, cells, marks, run) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    run();
    return;
  }
  const to = neighbour(event.key, at, cells);
  if (to === null) return;
  event.preventDefault();
  marks[to].focus();
}

function neighbour(key, at, cells) {
  if (key === "Home") return 0;
  if (key === "End") return cells.length - 1;
  if (key === "ArrowLeft") return Math.max(at - 1, 0);
  if (key === "ArrowRight") return Math.min(at + 1, cells.length - 1);
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const { row, column } = cells[at].cell;
  const isBeyond = ({ cell }) => (key === "ArrowUp" ? cell.row < row : cell.row > row);
  const far = ({ cell }) => Math.abs(cell.row - row) * 100 + Math.abs(cell.column - column);
  const beyond = cells.filter(isBeyond).sort((one, other) => far(one) - far(other))[0];
  return beyond === undefined ? null : cells.indexOf(beyond);
}

/** The same as a table. */
export function table(map) {
  const cellAt = (row, column) => map.marks.find(({ cell }) => cell?.row === row && cell.column === column)?.cell;
  const called = ["word for word", "in part", "paraphrased"];
  const shown = (cell) => (cell ? cell.counts.map((count, at) => (count > 0 ? `${count} ${called[at]}` : null)).filter(Boolean).join(", ") : "");
  return h("details", { class: "as-table" }, h("summary", {}, "The same as a table"),
    h("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Table of quotations" },
      h("table", {}, h("caption", {}, map.title),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Who is quoted"), map.columns.map((column) => h("th", { scope: "col" }, column)))),
        h("tbody", {}, map.speakers.map((speaker, row) => h("tr", {}, h("th", { scope: "row" }, speaker),
          map.columns.map((_, column) => h("td", {}, shown(cellAt(row, column))))))))));
}
