/** The head of a file that names the workflow's schema: YAML's first comment, or JSON's and YAML's `$schema`. */
export function saysInput(head: string): boolean {
  return /^\s*(#\s*(yaml-language-server:\s*)?\$schema[=:]|"?\$schema"?\s*:|\{\s*"\$schema"\s*:).*IngestionWorkflowInput/m.test(
    head,
  );
}
