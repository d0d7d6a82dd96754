/** Where a key leads in a row or column of `count` things that is one tab stop; undefined for any other key. */
export function walk(key: string, at: number, count: number, way: 'across' | 'down'): number | undefined {
  const [back, on] = way === 'across' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  switch (key) {
    case back:
      return way === 'across' ? (at - 1 + count) % count : Math.max(0, at - 1);
    case on:
      return way === 'across' ? (at + 1) % count : Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
