/** Keys that every object inherits, or that change what it inherits. */
export const hostileKeys = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  'length',
  'then',
  '',
] as const;

/** An object whose own fields are named like inherited ones: as text, it throws. */
const hostile = JSON.parse('{"toString":1,"valueOf":{},"__proto__":{"a":1},"constructor":null,"length":-1}') as object;

/** Values of every type: wherever one stands, it is wrong for most fields, and odd for the rest. */
export const wrongValues: readonly unknown[] = [
  null,
  5,
  -1,
  1e21,
  0.5,
  true,
  '',
  'constructor',
  '__proto__',
  'Nginx:!',
  '5x',
  [],
  {},
  [null],
  [[]],
  [5, 'a', null, {}],
  { a: null },
  { constructor: 'constructor' },
  hostile,
  [hostile],
];
