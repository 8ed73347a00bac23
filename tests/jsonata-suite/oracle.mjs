// Writes random expressions with what the reference implementation makes of them, in the format of the JSONata suite:
//
//     npm install --prefix "$DIR" jsonata@2.0.6
//     node tests/jsonata-suite/oracle.mjs "$DIR" 2000 [SEED]
//     ASL_JSONATA="$DIR" cargo run --release -p jsonata-suite
//
// Expressions are made from a grammar, over one document, so that most of them find something.

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { writeFileSync } from "node:fs";

const [directory, count = "1000", seed = "1"] = process.argv.slice(2);
const jsonata = createRequire(resolve(directory, "package.json"))("jsonata");

let state = Number(seed) >>> 0;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];

const document = {
  id: "A-17",
  name: "Ada",
  n: 42,
  ratio: -2.5,
  paid: true,
  nothing: null,
  empty: [],
  none: {},
  tags: ["red", "green", "red", "blue"],
  numbers: [3, 1, 2, 2, -7, 0.5],
  mixed: [1, "two", null, true, [4, [5]], { n: 6 }],
  matrix: [[1, 2], [3], [], [4, 5, 6]],
  customer: { name: "Grace", address: { city: "Ulm", lines: ["a", "b"] }, n: 7 },
  items: [
    { sku: "x1", price: 12.5, qty: 2, tags: ["red"], maker: { name: "M1", city: "Ulm" } },
    { sku: "x2", price: 3, qty: 1, tags: ["blue", "red"], maker: { name: "M2" } },
    { sku: "x3", price: 30, qty: 0, tags: [], maker: { name: "M1", city: "Bonn" } },
    { sku: "x1", price: 8, qty: 5 },
  ],
};

const names = ["id", "name", "n", "ratio", "paid", "nothing", "empty", "none", "tags", "numbers", "mixed", "matrix", "customer", "items", "missing"];
const inner = ["sku", "price", "qty", "tags", "maker", "name", "city", "address", "lines", "n", "missing"];
const variables = ["v", "w", "acc"];

const literal = () =>
  pick([
    () => String(below(12)),
    () => String(-below(5)),
    () => (below(100) / 4).toString(),
    () => pick(["'red'", "'x1'", "\"Ulm\"", "''", "'a-b'", "'2'", "'é€😀'"]),
    () => pick(["true", "false", "null"]),
  ])();

const step = (depth) =>
  pick([
    () => pick(inner),
    () => pick(inner),
    () => pick(inner),
    () => "*",
    () => `(${expression(depth - 1)})`,
    () => `$string(${pick(inner)})`,
    () => `{'k': ${pick(inner)}}`,
    () => `[${pick(inner)}, ${pick(inner)}]`,
    () => "`name`",
    () => "$",
  ])();

const predicate = (depth) =>
  pick([
    () => `[${below(4) - 1}]`,
    () => `[${pick(inner)} ${comparison()} ${literal()}]`,
    () => `[$ ${comparison()} ${literal()}]`,
    () => `[${expression(depth - 1)}]`,
    () => "[[0..1]]",
    () => "[]",
    () => `[${pick(inner)}]`,
  ])();

const path = (depth) => {
  let text = pick([() => pick(names), () => pick(names), () => pick(["items", "items", "customer", "matrix"]), () => `$$.${pick(names)}`, () => "$"])();
  for (let steps = below(4); steps > 0; steps--) {
    if (random() < 0.3) text += predicate(depth);
    text += pick([() => `.${step(depth)}`, () => `.${step(depth)}`, () => `.${step(depth)}`, () => `^(${pick(["<", ">", ""])}${pick(inner)})`, () => ".**", () => `#$i.${step(depth)}`, () => `@$w.${step(depth)}`])();
  }
  if (random() < 0.35) text += predicate(depth);
  if (random() < 0.08) text += `{${pick(["sku", "$string(price)", "'all'"])}: ${expression(depth - 1)}}`;
  return text;
};

const comparison = () => pick(["=", "!=", "<", "<=", ">", ">=", "in"]);
const operator = () => pick(["+", "-", "*", "/", "%", "&", "&", "and", "or", comparison(), ".."]);
const list = (depth) => pick([() => "numbers", () => "tags", () => "items", () => "matrix", () => "mixed", () => `[${expression(depth - 1)}, ${expression(depth - 1)}]`, () => "[1..5]", () => path(depth - 1)])();

const functions = {
  x: ["string", "boolean", "not", "exists", "type", "count", "keys", "spread", "distinct", "number", "reverse", "length", "uppercase", "trim", "abs", "floor", "ceil", "round", "sqrt", "sum", "max", "min", "average", "merge", "sort", "lowercase", "base64encode", "encodeUrlComponent", "clone"],
  xx: ["append", "lookup", "substring", "substringBefore", "substringAfter", "pad", "split", "contains", "join", "power", "round", "zip", "formatBase", "formatNumber"],
};

const lambda = (parameters, depth) => `function(${parameters.map((name) => `$${name}`).join(", ")}){${expression(depth - 1)}}`;

const call = (depth) =>
  pick([
    () => `$${pick(functions.x)}(${expression(depth - 1)})`,
    () => `$${pick(functions.x)}(${path(depth - 1)})`,
    () => `$${pick(functions.xx)}(${expression(depth - 1)}, ${expression(depth - 1)})`,
    () => `$substring(${path(depth - 1)}, ${below(4) - 1}, ${below(3)})`,
    () => `$map(${list(depth)}, ${lambda(["v", "w"], depth)})`,
    () => `$filter(${list(depth)}, ${lambda(["v"], depth)})`,
    () => `$reduce(${list(depth)}, ${lambda(["acc", "v"], depth)}${pick(["", ", 0", ", ''"])})`,
    () => `$sort(${list(depth)}, function($v, $w){$v > $w})`,
    () => `$each(${pick(["$", "customer", "items[0]"])}, ${lambda(["v", "w"], depth)})`,
    () => `$sift(${pick(["$", "customer", "items"])}, ${lambda(["v"], depth)})`,
    () => `$single(${list(depth)}, ${lambda(["v"], depth)})`,
    () => `${path(depth - 1)} ~> $${pick(functions.x)}`,
    () => `${path(depth - 1)} ~> $${pick(functions.x)}()`,
    () => `$join(${list(depth)}, ', ')`,
    () => `$match(${path(depth - 1)}, /[a-z]+/)`,
    () => `$replace(${path(depth - 1)}, ${pick(["'a'", "/[A-Z]/", "/(.)(.)/"])}, ${pick(["'-'", "'$1'", "'$2$1'"])})`,
    () => `$split(${path(depth - 1)}, ${pick(["'-'", "/[-a]/", "''"])})`,
    () => `$substring(?, 1)(${path(depth - 1)})`,
    () => `(${path(depth - 1)} ~> |${pick(["items", "$", "customer.address"])}|{'n': ${expression(depth - 1)}}${pick(["", ", 'qty'", ", ['name', 'sku']"])}|)`,
  ])();

const expression = (depth) => {
  if (depth <= 0) return pick([literal, () => pick(names), () => pick(inner), () => `$${pick(variables)}`])();
  return pick([
    () => path(depth),
    () => path(depth),
    () => path(depth),
    () => call(depth),
    () => call(depth),
    () => `${expression(depth - 1)} ${operator()} ${expression(depth - 1)}`,
    () => `(${expression(depth - 1)}) ${operator()} (${expression(depth - 1)})`,
    () => `${path(depth - 1)} ${operator()} ${literal()}`,
    () => `${expression(depth - 1)} ? ${expression(depth - 1)} : ${expression(depth - 1)}`,
    () => `[${expression(depth - 1)}, ${expression(depth - 1)}]`,
    () => `{'a': ${expression(depth - 1)}, 'b': ${expression(depth - 1)}}`,
    () => `($${pick(variables)} := ${expression(depth - 1)}; ${expression(depth - 1)})`,
    () => `-${path(depth - 1)}`,
    () => `${lambda(["v"], depth)}(${expression(depth - 1)})`,
    () => `${pick(["items", "items.tags", "customer.address"])}.%.${pick(inner)}`,
    literal,
  ])();
};

const plain = (value) => {
  if (typeof value === "function" || (value && (value._jsonata_function || value._jsonata_lambda))) throw new Error("a function");
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("no JSON");
  if (Array.isArray(value)) value.forEach(plain);
  else if (value && typeof value === "object") Object.values(value).forEach(plain);
  return value;
};

const cases = [];
const seen = new Set();
while (cases.length < Number(count)) {
  const expr = expression(1 + below(4));
  if (seen.has(expr)) continue;
  seen.add(expr);
  const record = { id: `oracle/${cases.length}`, group: "oracle", expr, dataset: "document", bindings: {}, passes_2_0_6: true };
  try {
    const result = plain(await jsonata(expr).evaluate(structuredClone(document)));
    if (result === undefined) record.undefinedResult = true;
    else record.result = result;
  } catch (error) {
    // What is no error of JSONata's is a crash of the implementation, from which nothing is to be learnt.
    if (!/^[STD]\d{4}$/.test(error.code ?? "")) continue;
    record.code = error.code;
  }
  cases.push(record);
}
writeFileSync(resolve(directory, "cases.jsonl"), cases.map((record) => JSON.stringify(record) + "\n").join(""));
writeFileSync(resolve(directory, "datasets.json"), JSON.stringify({ document }));
const failing = cases.filter((record) => record.code).length;
console.log(`${cases.length} cases, ${failing} of which are errors, ${cases.filter((record) => record.undefinedResult).length} undefined`);
