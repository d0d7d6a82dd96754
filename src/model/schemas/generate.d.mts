/** File name → text of everything in src/model/generated. */
export function generateModel(): Promise<Readonly<Record<string, string>>>;
