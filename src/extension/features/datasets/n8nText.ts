import path from 'node:path';
import type { Text } from '../../text.ts';
import type { N8nLines, N8nSubject } from './n8nLines.ts';

const code = (line: string): string => `\`\`\`sh\n${line}\n\`\`\``;
const named = (name: string): string => `\`${name}\``;

/** How n8n runs a configuration, here and in a container, as Markdown. */
export function n8nText(subject: N8nSubject, lines: N8nLines, text: Text): string {
  const { here, container, docker } = lines;
  const days = subject.hasDays ? [] : [text.say('n8n.days')];
  const flows = path.join(subject.extension, 'workshop', 'n8n');
  return [
    `# ${text.say('n8n.title', { file: path.basename(subject.config) })}`,
    text.say('n8n.about'),
    ...days,
    `## ${text.say('n8n.here')}`,
    ...(process.platform === 'win32' ? [text.say('n8n.windows')] : [code(here.ingest), code(here.validate)]),
    `## ${text.say('n8n.container')}`,
    text.say('n8n.dockerAbout'),
    ...away(subject, lines, text),
    code(docker),
    text.say('n8n.containerAbout'),
    code(container.ingest),
    code(container.validate),
    `## ${text.say('n8n.flows')}`,
    text.say('n8n.flowsAbout', { folder: named(flows), here: named(here.cli), container: named(container.cli) }),
  ].join('\n\n');
}

function away({ baseUrl }: N8nSubject, lines: N8nLines, text: Text): readonly string[] {
  if (lines.away === null) return [];
  const names = { url: named(baseUrl), name: named(lines.away.baseUrl), folder: named(lines.away.outputDir) };
  const served = lines.practiceApi === null ? [] : [text.say('n8n.practiceApi'), code(lines.practiceApi)];
  return [text.say('n8n.away', names), ...served];
}
