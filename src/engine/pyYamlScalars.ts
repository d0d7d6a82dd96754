/**
 * How PyYAML reads a plain scalar (its resolver's regular expressions, YAML 1.1 as it understands it), as tags for `yaml`.
 * The library's own 1.1 mode differs: it takes `y`, `n`, `1e3` and `08` for something else than text.
 * Dates stay text on purpose: the model has no date.
 */
export const PY_YAML_SCALARS = [
  tag('null', /^(?:~|null|Null|NULL)?$/, () => null),
  tag('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  tag('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  tag('int', /^[-+]?0b[01_]+$/, text => integer(text, 2, 2)),
  tag('int', /^[-+]?0[0-7_]+$/, text => integer(text, 8, 1)),
  tag('int', /^[-+]?0x[0-9a-fA-F_]+$/, text => integer(text, 16, 2)),
  tag('int', /^[-+]?(?:0|[1-9][0-9_]*)$/, text => integer(text, 10, 0)),
  tag('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimal),
  tag('float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/, text => Number(plain(text))),
  tag('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, sexagesimal),
  tag('float', /^[-+]?\.(?:inf|Inf|INF)$/, text => (text.startsWith('-') ? -Infinity : Infinity)),
  tag('float', /^\.(?:nan|NaN|NAN)$/, () => NaN),
];

type Scalar = string | number | boolean | null;

function tag(name: string, test: RegExp, resolve: (text: string) => Scalar) {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve } as const;
}

const plain = (text: string): string => text.replaceAll('_', '');

/** A whole number that a double cannot hold stays text: nothing is rounded in silence. */
function integer(text: string, radix: number, prefix: number): Scalar {
  const digits = plain(text).replace(/^[-+]/, '').slice(prefix);
  const value = Number.parseInt(digits || '0', radix) * (text.startsWith('-') ? -1 : 1);
  return Number.isSafeInteger(value) || String(value) === text ? value : text;
}

/** 1:30 is 90. */
function sexagesimal(text: string): number {
  const parts = plain(text).replace(/^[-+]/, '').split(':');
  const value = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  return text.startsWith('-') ? -value : value;
}
