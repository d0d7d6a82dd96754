import { ProblemError, fail } from './problem.ts';

/** The system's refusals in words that say who must act. */
export function fileProblem(error: unknown, file: string): unknown {
  if (error instanceof ProblemError || !(error instanceof Error) || !('code' in error)) return error;
  const code = FILE_PROBLEMS[String(error.code)];
  return code ? fail('config', code, { path: file }, error) : error;
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'file_missing',
  EACCES: 'no_permission',
  EPERM: 'no_permission',
  EROFS: 'no_permission',
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EIO: 'disk_failed',
  EISDIR: 'not_a_file',
  ENOTDIR: 'not_a_folder',
  // Of rename: what is moved would have to be copied.
  EXDEV: 'other_disk',
  // Of mkdir: something else has the folder's name.
  EEXIST: 'not_a_folder',
};
