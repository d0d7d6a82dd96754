import { describe, expect, it } from 'vitest';
import { n8nLines, type N8nSubject } from '../../../src/extension/features/datasets/n8nLines.ts';

const subject: N8nSubject = {
  shim: '/srv/zoe/.vscode/bin/ingestion-workshop',
  extension: '/srv/zoe/.vscode/extensions/iw-0.1.0',
  workspace: "/srv/zoe/l'été",
  workDir: "/srv/zoe/l'été/.ingestion-workshop",
  config: "/srv/zoe/l'été/events.api.yaml",
  outputDir: "/srv/zoe/l'été/data/bronze",
  baseUrl: 'https://example.org/events',
  hasDays: true,
  practicePort: 4174,
};

describe.skipIf(process.platform === 'win32')('the lines for n8n', () => {
  it('quote every path for a POSIX shell and let exit 1 through', () => {
    expect(n8nLines(subject).here.ingest).toBe(
      String.raw`'/srv/zoe/.vscode/bin/ingestion-workshop' ingest-api --json` +
        String.raw` --config '/srv/zoe/l'\''été/events.api.yaml' --output-dir '/srv/zoe/l'\''été/data/bronze'` +
        String.raw` --work-dir '/srv/zoe/l'\''été/.ingestion-workshop' || [ $? -eq 1 ]`,
    );
  });

  it('take the days from the node before, as an expression, where the configuration names none', () => {
    const { here, container } = n8nLines({ ...subject, hasDays: false });
    for (const { ingest } of [here, container]) {
      expect(ingest).toMatch(/^=/);
      expect(ingest).toContain(
        "--start-date '{{ $json.start_date }}' --end-date '{{ $json.end_date }}' || [ $? -eq 1 ]",
      );
    }
  });

  it('name the files of the workspace as the container sees them', () => {
    const { container, docker } = n8nLines(subject);
    expect(container.ingest).toBe(
      "node /opt/ingestion-workshop/dist/cli.js ingest-api --json --config '/workspace/events.api.yaml'" +
        " --output-dir '/workspace/data/bronze' --work-dir '/workspace/.ingestion-workshop' || [ $? -eq 1 ]",
    );
    expect(container.validate).toContain(" validate-data --json --input-file '/workspace/data/bronze' ");
    expect(docker).toContain(String.raw`-v '/srv/zoe/l'\''été:/workspace'`);
    expect(docker).toContain("-v '/srv/zoe/.vscode/extensions/iw-0.1.0:/opt/ingestion-workshop:ro'");
    expect(docker).toContain("-e NODES_EXCLUDE='[]'");
    expect(docker).not.toContain('host-gateway');
  });

  it('mount what lies outside of the workspace, once', () => {
    const elsewhere = { outputDir: '/srv/lake/bronze', workDir: '/srv/lake/bronze/_work' };
    const { container, docker } = n8nLines({ ...subject, ...elsewhere });
    expect(container.ingest).toContain("--output-dir '/elsewhere-1' --work-dir '/elsewhere-1/_work'");
    expect(docker).toContain("-v '/srv/lake/bronze:/elsewhere-1'");
    expect(docker).not.toContain('elsewhere-2');
  });

  it('call this machine by the name that a container knows, and write to another folder, as it is another address', () => {
    const { here, container, docker, away, practiceApi } = n8nLines({ ...subject, baseUrl: 'http://localhost:80/v1' });
    expect(away).toEqual({
      baseUrl: 'http://host.docker.internal/v1',
      outputDir: '/workspace/data/bronze-container',
    });
    expect(container.ingest).toContain("--base-url 'http://host.docker.internal/v1'");
    expect(container.ingest).toContain("--output-dir '/workspace/data/bronze-container'");
    expect(container.ingest).not.toContain('--header');
    expect(docker).toContain('--add-host=host.docker.internal:host-gateway');
    expect(here.ingest).not.toContain('--base-url');
    expect(practiceApi).toBeNull();
  });

  it('serve the practice API to a container with its token, which stands in no line', () => {
    const { container, docker, practiceApi } = n8nLines({ ...subject, baseUrl: 'http://127.0.0.1:4174/events' });
    expect(practiceApi).toBe("'/srv/zoe/.vscode/bin/ingestion-workshop' practice-api --host 0.0.0.0 --port 4174");
    expect(container.ingest).toContain("--header 'Authorization: env:INGESTION_WORKSHOP_TOKEN'");
    expect(docker).toContain('-e INGESTION_WORKSHOP_TOKEN ');
  });
});
