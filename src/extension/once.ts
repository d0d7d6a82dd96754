/** What is loaded or made when it is first needed; a failure is tried again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return async () => {
    made ??= make();
    return made.catch((error: unknown) => {
      made = null;
      throw error;
    });
  };
}
