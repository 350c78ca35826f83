// How the entries of a value come to stand on lines, for `inspect.js`.
//
// In: the entries as texts, and what stands around them. Out: one text, of one line where at most three levels fit in the
// breadth, of a line for each entry otherwise; more than six short entries of a list stand in columns.
(function (natives, shared) {
  "use strict";
  const { widthOf, ansiCode } = shared.text;
  // The layout of lists; see `inspect.js`.
  const LIST = 2;

  // More than six short entries of a list stand in columns.
  const groupInColumns = (ctx, output, value) => {
    const gap = 2;
    // The note about further items is no entry.
    const count = ctx.maxArrayLength < output.length ? output.length - 1 : output.length;
    const widths = output.slice(0, count).map(widthOf);
    const total = widths.reduce((sum, width) => sum + width + gap, 0);
    const widest = Math.max(...widths);
    const cell = widest + gap;
    if (cell * 3 + ctx.indent >= ctx.breakLength || (total / cell <= 5 && widest > 6)) return output;
    // A character is about two and a half times as high as wide; the aim is a square.
    const bias = Math.sqrt(cell - total / output.length);
    const biased = Math.max(cell - 3 - bias, 1);
    const columns = Math.min(
      Math.round(Math.sqrt(2.5 * biased * count) / biased),
      Math.floor((ctx.breakLength - ctx.indent) / cell),
      ctx.compact * 4,
      15,
    );
    if (columns <= 1) return output;
    const columnWidths = [];
    for (let column = 0; column < columns; column += 1) {
      let width = 0;
      for (let at = column; at < count; at += columns) width = Math.max(width, widths[at]);
      columnWidths.push(width + gap);
    }
    const isNumeric = (item) => typeof item === "number" || typeof item === "bigint";
    let toRight = true;
    if (value !== undefined) {
      for (let at = 0; at < output.length && toRight; at += 1) toRight = isNumeric(value[at]);
    }
    const rows = [];
    for (let first = 0; first < count; first += columns) {
      const last = Math.min(first + columns, count) - 1;
      let row = "";
      for (let at = first; at < last; at += 1) {
        const text = `${output[at]}, `;
        const padding = columnWidths[at - first] + output[at].length - widths[at];
        row += toRight ? text.padStart(padding) : text.padEnd(padding);
      }
      if (toRight) row += output[last].padStart(columnWidths[last - first] + output[last].length - widths[last] - gap);
      else row += output[last];
      rows.push(row);
    }
    if (count < output.length) rows.push(output[count]);
    return rows;
  };

  const fitsOneLine = (ctx, output, start, base) => {
    let total = output.length + start;
    if (total + output.length > ctx.breakLength) return false;
    for (const entry of output) {
      total += ctx.colors ? entry.replace(ansiCode, "").length : entry.length;
      if (total > ctx.breakLength) return false;
    }
    return base === "" || !base.includes("\n");
  };

  const layOut = (ctx, entries, base, open, close, layout, depth, value) => {
    let output = entries;
    const lead = base ? `${base} ` : "";
    if (ctx.compact !== true) {
      if (typeof ctx.compact === "number" && ctx.compact >= 1) {
        const before = output.length;
        if (layout === LIST && before > 6) output = groupInColumns(ctx, output, value);
        // At most `compact` inner levels share a line.
        if (ctx.currentDepth - depth < ctx.compact && before === output.length) {
          const start = output.length + ctx.indent + open.length + base.length + 10;
          if (fitsOneLine(ctx, output, start, base)) {
            const joined = output.join(", ");
            if (!joined.includes("\n")) return `${lead}${open} ${joined} ${close}`;
          }
        }
      }
      const line = `\n${" ".repeat(ctx.indent)}`;
      return `${lead}${open}${line}  ${output.join(`,${line}  `)}${line}${close}`;
    }
    if (fitsOneLine(ctx, output, 0, base)) return `${open}${base ? ` ${base}` : ""} ${output.join(", ")} ${close}`;
    const line = `\n${" ".repeat(ctx.indent)}`;
    const head = base === "" && open.length === 1 ? " " : `${base ? ` ${base}` : ""}\n${line.slice(1)}  `;
    return `${open}${head}${output.join(`,${line}  `)} ${close}`;
  };

  shared.layOut = layOut;
});
