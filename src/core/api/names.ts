import { byteLength } from './byteLength';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const underscored = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const labelPattern = new RegExp(`^${label}$`);
const subdomainPattern = new RegExp(`^${label}(\\.${label})*$`);
const underscoredPattern = new RegExp(`^${underscored}(\\.${underscored})*$`);
const qualifiedPattern = new RegExp(`^${qualified}$`);
const labelValuePattern = new RegExp(`^(${qualified})?$`);

/** What is wrong with a name, in the words of k8s.io/apimachinery/pkg/util/validation/validation.go, 0.37. */
export type NameCheck = (name: string) => string[];

export const dns1123Label: NameCheck = (name) => {
  const wrong: string[] = [];
  if (byteLength(name) > 63) wrong.push('must be no more than 63 characters');
  if (!labelPattern.test(name)) {
    if (subdomainPattern.test(name)) wrong.push('must not contain dots');
    else {
      wrong.push(
        `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
      );
    }
  }
  return wrong;
};

/** A label that begins with a letter: a Service's name, formerly. */
export const dns1035Label: NameCheck = (name) => {
  const wrong: string[] = [];
  if (byteLength(name) > 63) wrong.push('must be no more than 63 characters');
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    wrong.push(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  }
  return wrong;
};

export const dns1123Subdomain: NameCheck = (name) => {
  const wrong: string[] = [];
  if (byteLength(name) > 253) wrong.push('must be no more than 253 characters');
  if (!subdomainPattern.test(name)) {
    wrong.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${label}(\\.${label})*')`,
    );
  }
  return wrong;
};

/** A search domain: underscores are allowed, too. */
export const dns1123SubdomainWithUnderscore: NameCheck = (name) => {
  const wrong: string[] = [];
  if (byteLength(name) > 253) wrong.push('must be no more than 253 characters');
  if (!underscoredPattern.test(name)) {
    wrong.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${underscored}(\\.${underscored})*')`,
    );
  }
  return wrong;
};

/** A name that only has to fit into a path (IsPathSegmentName, apimachinery/pkg/api/validate/content/path.go, 0.37). */
export const pathSegment: NameCheck = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
};

/** What a name prefix is checked as: what follows it may stand in for a last hyphen (maskTrailingDash). */
export function asPrefix(check: NameCheck): NameCheck {
  return (name) => check(name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name);
}

/** Of two functions for the same rule one says characters, the other bytes (api/validate/content). */
function inBytes(reason: string): string {
  return reason.replace(/^(must be no more than \d+) characters$/, '$1 bytes');
}

/** A label's or annotation's key: `prefix/name` or `name`. */
export const qualifiedName: NameCheck = (text) => {
  const parts = text.split('/');
  const rule = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualified}')`;
  if (parts.length > 2) {
    return [`a valid label key ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const wrong: string[] = [];
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') wrong.push('prefix part must be non-empty');
    else wrong.push(...dns1123Subdomain(prefix).map((reason) => `prefix part ${inBytes(reason)}`));
  }
  if (name === '') wrong.push('name part must be non-empty');
  else if (byteLength(name) > 63) wrong.push('name part must be no more than 63 bytes');
  if (!qualifiedPattern.test(name)) wrong.push(`name part ${rule}`);
  return wrong;
};

export const labelValue: NameCheck = (value) => {
  const wrong: string[] = [];
  if (byteLength(value) > 63) wrong.push('must be no more than 63 bytes');
  if (!labelValuePattern.test(value)) {
    wrong.push(
      `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${qualified})?')`,
    );
  }
  return wrong;
};

/** A named port: at most 15 characters, with a letter, and hyphens only inside. */
export const portName: NameCheck = (name) => {
  const wrong: string[] = [];
  if (byteLength(name) > 15) wrong.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) wrong.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) wrong.push('must contain at least one letter (a-z)');
  if (name.includes('--')) wrong.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) wrong.push('must not begin or end with a hyphen');
  return wrong;
};

export const environmentName: NameCheck = (name) =>
  /^[ -<>-~]*$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

/** As environmentName, of servers before RelaxedEnvironmentVariableValidation (IsEnvVarName). */
export const formerEnvironmentName: NameCheck = (name) => {
  const wrong: string[] = [];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
    wrong.push(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    );
  if (name === '.') wrong.push("must not be '.'");
  if (name === '..') wrong.push("must not be '..'");
  else if (name.startsWith('..')) wrong.push("must not start with '..'");
  return wrong;
};

/** A key of a ConfigMap or Secret. */
export const configMapKey: NameCheck = (key) => {
  const wrong: string[] = [];
  if (byteLength(key) > 253) wrong.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    wrong.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.') wrong.push("must not be '.'");
  if (key === '..') wrong.push("must not be '..'");
  else if (key.startsWith('..')) wrong.push("must not start with '..'");
  return wrong;
};
