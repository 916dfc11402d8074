// What a module's code says, for mermaidPlugin.mjs; what only stands in comments is none.
import { parseSync, Visitor } from 'oxc-parser';

/**
 * @param {string} file
 * @param {string} text
 * @throws Error where the text is no module
 */
export function moduleCode(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} is no module: ${errors[0].message}`);
  /** The names that others import, each with the module's own. @type {Map<string, string>} */
  const exported = new Map();
  /** @type {{ from: string, name: string, local: string }[]} */
  const imported = [];
  /** What is written at the top, by its name. */
  const values = new Map();
  for (const node of program.body) {
    if (node.type === 'ExportNamedDeclaration' && !node.source)
      for (const { exported: name, local } of node.specifiers) exported.set(name.name, local.name);
    if (node.type === 'ImportDeclaration')
      for (const { imported: name, local } of node.specifiers)
        imported.push({ from: node.source.value, name: name?.name, local: local.name });
    if (node.type === 'FunctionDeclaration') values.set(node.id?.name, node);
    if (node.type === 'VariableDeclaration') for (const { id, init } of node.declarations) values.set(id.name, init);
  }
  const calls = [];
  new Visitor({ CallExpression: (node) => calls.push(node) }).visit(program);

  return {
    text,
    exported,
    imported,
    /** The calls that are written so. */
    callsWritten: (call) => calls.filter(({ start, end }) => text.slice(start, end) === call),
    /** The calls of a method of what is imported under the name. */
    callsOf(name, method) {
      const locals = new Set(imported.filter((each) => each.name === name).map(({ local }) => local));
      return calls.filter(
        ({ callee }) =>
          callee.type === 'MemberExpression' && locals.has(callee.object.name) && callee.property.name === method,
      );
    },
    /** What an exported function returns, where that is all that it does; else undefined. */
    returnedBy(name) {
      const { body } = functionIn(values.get(exported.get(name))) ?? {};
      if (body?.type !== 'BlockStatement') return body;
      const [first, ...more] = body.body;
      return first?.type === 'ReturnStatement' && more.length === 0 ? first.argument : undefined;
    },
    /** Whether an exported object has the property. */
    hasProperty(name, property) {
      const value = values.get(exported.get(name));
      return value?.type === 'ObjectExpression' && value.properties.some(({ key }) => key?.name === property);
    },
  };
}

/** The function that a value is; esbuild writes `__name(function, "name")` around it. */
function functionIn(value) {
  return value?.type === 'CallExpression' && value.callee.name === '__name' ? value.arguments[0] : value;
}
