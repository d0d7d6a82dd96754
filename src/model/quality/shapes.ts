/** Texts of which everybody knows how they look. Each pattern takes time in the length of the text, whatever the text is. */
export const SHAPES = {
  date: String.raw`^\d{4}-\d{2}-\d{2}$`,
  timestamp: String.raw`^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$`,
  uuid: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  sha256: '^[0-9a-f]{64}$',
  email: String.raw`^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$`,
  url: String.raw`^https?://\S+$`,
} as const;

export type Shape = keyof typeof SHAPES;

const ALL = Object.entries(SHAPES).map(([name, pattern]) => ({
  // SAFETY: the keys of SHAPES are all the shapes there are.
  name: name as Shape,
  pattern: new RegExp(pattern, 'u'),
}));

/** Those that this text has, too. */
export const shapesLeft = (left: readonly Shape[], text: string): readonly Shape[] =>
  left.filter(shape => ALL.some(({ name, pattern }) => name === shape && pattern.test(text)));

/** What a person is told of a column that has it: `propose.<code>`. */
export const SHAPE_CODES: Readonly<Record<Shape, string>> = {
  ...{ date: 'shape_date', timestamp: 'shape_timestamp', uuid: 'shape_uuid' },
  ...{ sha256: 'shape_sha256', email: 'shape_email', url: 'shape_url' },
};

export const ALL_SHAPES: readonly Shape[] = ALL.map(({ name }) => name);
