// Source maps, read strictly: whatever ECMA-426 lets a consumer report is an error here.

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((c, at) => [c, at]));

/** The numbers of one segment. */
function readNumbers(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const c of segment) {
    const digit = DIGITS.get(c);
    if (digit === undefined) throw new Error(`no base64 digit: ${c}`);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit & 32) continue;
    if (value >= 2 ** 32) throw new Error("a number of more than 32 bits");
    numbers.push(value % 2 ? -(value - 1) / 2 : value / 2);
    value = 0;
    shift = 0;
  }
  if (shift > 0) throw new Error("a number without end");
  return numbers;
}

/** The segments of `map`, each {line, column, origin: {line, column, name} or null}, all 0-based; throws when it is no map. */
export function readSegments(map) {
  const isText = (value) => typeof value === "string";
  if (map.version !== 3 || !isText(map.file) || !isText(map.mappings)) throw new Error("no map of version 3");
  if (map.sources.length !== 1 || !map.sources.every(isText)) throw new Error("one source was expected");
  if (map.sourcesContent.length !== 1 || !map.sourcesContent.every(isText)) throw new Error("the source is missing");
  if (!map.names.every(isText)) throw new Error("a name is no string");
  const segments = [];
  let [source, line, column, name] = [0, 0, 0, 0];
  map.mappings.split(";").forEach((row, generatedLine) => {
    let generatedColumn = 0;
    let before = -1;
    if (row === "") return;
    for (const segment of row.split(",")) {
      const numbers = readNumbers(segment);
      if (![1, 4, 5].includes(numbers.length)) throw new Error(`a segment of ${numbers.length} numbers`);
      generatedColumn += numbers[0];
      if (generatedColumn <= before) throw new Error(`columns go backwards in line ${generatedLine}`);
      before = generatedColumn;
      let origin = null;
      if (numbers.length > 1) {
        source += numbers[1];
        line += numbers[2];
        column += numbers[3];
        if (source !== 0 || line < 0 || column < 0) throw new Error(`an origin outside in line ${generatedLine}`);
        origin = { line, column, name: null };
      }
      if (numbers.length === 5) {
        name += numbers[4];
        if (map.names[name] === undefined) throw new Error(`a name outside in line ${generatedLine}`);
        origin.name = map.names[name];
      }
      segments.push({ line: generatedLine, column: generatedColumn, origin });
    }
  });
  return segments;
}

/** Offsets at which the lines of `text` begin. */
export function lineStarts(text) {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Line and column of `offset`, 0-based. */
export function position(starts, offset) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: offset - starts[low] };
}
