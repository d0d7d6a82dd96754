/**
 * Milliseconds of processor time that `work` takes in this thread: a guard against quadratic work that other programs on
 * the machine cannot trip.
 */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
