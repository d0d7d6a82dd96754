/** The description of a workshop. */
export const isWorkshopName = (file: string): boolean => /(?:^|[/\\])workshop\.ya?ml$/.test(file);

/** Other tools have a `workshop.yaml`, too: one of ours has parts, or nothing is in it yet. */
export function saysWorkshop(text: string): boolean {
  const said = text.replace(/^\ufeff/, '').replaceAll(/^[ \t]*#.*$/gm, '');
  return /^\s*$/.test(said) || /^(?:parts|languages):/m.test(said) || /^\w*$/.test(said.trim());
}

/** The text of a step, relative to the workshop's folder. */
export const stepText = (language: string, part: string, step: string): string => `${language}/${part}/${step}.md`;

/** Of a workshop, a part or a step: a name of files, in all file systems. */
export const isWorkshopId = (id: string): boolean => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id);
