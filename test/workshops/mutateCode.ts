import ts from 'typescript';

/** A solution with one thing changed. */
export interface Mutant {
  /** What, and where: `line 5: === → !==`. */
  readonly name: string;
  readonly text: string;
}

/** One operator for its opposite, one constant for another, one statement less: what a learner gets wrong by a slip. */
export function mutateCode(text: string): readonly Mutant[] {
  const file = ts.createSourceFile('solution.ts', text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, instead: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const was = node.getText().replaceAll(/\s+/g, ' ').slice(0, 40);
    mutants.push({
      name: `line ${line + 1}: ${was} → ${instead || 'nothing'}`,
      text: text.slice(0, node.getStart()) + instead + text.slice(node.end),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    const operator = ts.isBinaryExpression(node) ? OPPOSITES[node.operatorToken.getText()] : undefined;
    if (ts.isBinaryExpression(node) && operator) replace(node.operatorToken, operator);
    const constant = constantFor(node);
    if (constant !== undefined) replace(node, constant);
    if (ts.isExpressionStatement(node) || (ts.isIfStatement(node) && !node.elseStatement)) replace(node, '');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

const OPPOSITES: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

function constantFor(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) return String(Number(node.text) + 1);
  if (ts.isStringLiteral(node)) return `'${node.text === '' ? 'mutant' : ''}'`;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'false';
  return node.kind === ts.SyntaxKind.FalseKeyword ? 'true' : undefined;
}
