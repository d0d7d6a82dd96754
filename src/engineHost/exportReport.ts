import { writeDurably } from '../adapters/durableFile.ts';
import { fileProblem } from '../model/fileProblem.ts';
import { fail } from '../model/problem.ts';
import type { FailingTable } from '../model/quality/failingTable.ts';
import { MOST_WRITTEN, writeReport } from '../model/quality/writeReport.ts';
import { createSpeech } from '../model/speech.ts';
import type { Catalogue, Language } from '../model/text.ts';
import type { ReportExport } from '../protocol/quality.ts';
import english from '../../l10n/bundle.l10n.json';
import { readPage } from './failingPage.ts';
import { readKept } from './keptReports.ts';

/** A kept report as a file for people, or (JSON) for programs. Data `report_gone`. */
export async function exportReport({ form, masked, language, file, ...place }: ReportExport): Promise<void> {
  const kept = await readKept(place);
  if (!kept) throw fail('data', 'report_gone', { path: place.path });
  const { view } = kept.answer;
  const tables = new Map<string, FailingTable>();
  if (form !== 'json')
    for (const { id } of view.rules) tables.set(id, await readPage(kept, { rule: id, from: 0, count: MOST_WRITTEN }));
  const catalogue = await catalogueOf(language);
  const text = createSpeech(() => ({ language, catalogue }));
  await writeDurably(file, writeReport(form, { view, json: kept.json, tables, masked, text })).catch(
    (error: unknown) => {
      throw fileProblem(error, file);
    },
  );
}

async function catalogueOf(language: Language): Promise<Catalogue> {
  return language === 'en' ? english : (await import('../../l10n/bundle.l10n.fr.json')).default;
}
