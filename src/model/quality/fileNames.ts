/** What Windows keeps for devices, whatever stands behind the point. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name for each id, that every system takes: letters, digits, `_`, `-` and `.` stay. Two that would be one, on a
 * disk that does not tell capitals either, get a number.
 */
export function fileNames(ids: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return ids.map(id => {
    const safe = id
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+|[.-]+$/g, '')
      .slice(0, 80);
    const base = safe === '' || DEVICE.test(safe) ? `rule-${safe}`.replace(/-$/, '') : safe;
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
