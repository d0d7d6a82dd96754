/** What a template is filled with: text (escaped), true (a condition that holds) or a list of views (a block repeated). */
export interface View {
  readonly [name: string]: string | boolean | readonly View[] | undefined;
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

// One pass, so that braces inside an inserted text are never taken for a placeholder.
const placeholder = /\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}|\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}/g;

/**
 * Fills `{{name}}` (escaped), `{{{name}}}` (markup of ours) and `{{#name}}…{{/name}}` (a condition or a list).
 * A subset of Mustache's syntax; a name that the view lacks is a mistake of the template and throws.
 */
export function fillTemplate(template: string, view: View): string {
  return template.replace(placeholder, (...groups: (string | undefined)[]) => {
    const [, block, inner, raw, escaped] = groups;
    if (block !== undefined) return fillBlock(inner ?? '', view[block], view);
    const text = view[raw ?? escaped ?? ''];
    if (typeof text !== 'string') throw new Error(`The template asks for "${raw ?? escaped}", which the page lacks`);
    return raw === undefined ? escapeHtml(text) : text;
  });
}

function fillBlock(inner: string, value: View[string], view: View): string {
  if (value === undefined || value === false || value === '') return '';
  if (typeof value === 'string' || value === true) return fillTemplate(inner, view);
  return value.map(item => fillTemplate(inner, { ...view, ...item })).join('');
}
