/** A made-up model of any size: each class refers to two earlier ones, every fifth is an enumeration. */
export function manyClasses(count: number): [name: string, schema: object][] {
  return Array.from({ length: count }, (_, at) => {
    const name = nameOf(at);
    if (at % 5 === 4) return [name, { type: 'string', enum: ['OPEN', 'CLOSED', 'DELAYED'] }];
    const fields = Array.from({ length: 3 + (at % 6) }, (_, field): [string, object] => [
      `field_${field}`,
      { type: field % 2 === 0 ? 'string' : 'integer' },
    ]);
    const links = at === 0 ? [] : [Math.floor(at / 2), Math.floor(at / 3)];
    const references = links.map((to): [string, object] => [`of_${to}`, { $ref: `${nameOf(to)}.json` }]);
    return [
      name,
      { type: 'object', required: ['field_0'], properties: Object.fromEntries([...fields, ...references]) },
    ];
  });
}

const nameOf = (at: number): string =>
  `${['Line', 'Stop', 'Trip', 'Fare', 'State'][at % 5]}${String(at).padStart(3, '0')}`;
