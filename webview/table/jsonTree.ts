/** A value within nested ones. The text of each is the engine's own: no number loses a digit. */
export interface JsonNode {
  /** Of a member, as it is written between its quotes; of an element, its place from 0. */
  readonly name: string;
  /** Of what holds nothing: `12`, `"a"`, `{}`. */
  readonly text: string;
  readonly bracket: '{' | '[' | null;
  readonly children: readonly JsonNode[];
}

interface Growing extends JsonNode {
  readonly children: Growing[];
}

/** Of JSON in lines, as the engine writes it; null: it holds nothing that could be folded. What is cut ends early. */
export function readTree(json: string): JsonNode | null {
  const [first = '', ...lines] = json.split('\n');
  if (lines.length === 0 || (first !== '{' && first !== '[')) return null;
  const root: Growing = { name: '', text: '', bracket: first, children: [] };
  const open = [root];
  for (const line of lines) {
    const top = open.at(-1);
    const said = line.trim().replace(/,$/, '');
    if (top === undefined || said === '') break;
    if (said === '}' || said === ']') open.pop();
    else {
      const node = nodeOf(said, top);
      top.children.push(node);
      if (node.bracket !== null) open.push(node);
    }
  }
  return root;
}

function nodeOf(said: string, { bracket, children }: Growing): Growing {
  const member = bracket === '{' ? /^"((?:[^"\\]|\\.)*)": ?/s.exec(said) : null;
  const text = said.slice(member?.[0].length ?? 0);
  const name = member?.[1] ?? String(children.length);
  return text === '{' || text === '['
    ? { name, text: '', bracket: text, children: [] }
    : { name, text, bracket: null, children: [] };
}
