/** Those that lie nearest to a file first: most folders in common, then the fewest of their own, then by name. */
export function byNearness(target: string, files: readonly string[]): readonly string[] {
  const around = folders(target);
  const near = (file: string): { shared: number; own: number } => {
    const path = folders(file);
    const differs = path.findIndex((name, at) => name !== around[at]);
    const shared = differs < 0 ? path.length : differs;
    return { shared, own: path.length - shared };
  };
  return files.toSorted((a, b) => {
    const [one, other] = [near(a), near(b)];
    return other.shared - one.shared || one.own - other.own || (a < b ? -1 : 1);
  });
}

const folders = (file: string): readonly string[] => file.split(/[\\/]/).slice(0, -1);
