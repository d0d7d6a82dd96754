import { indexingTarget, OFFLINE_MODEL } from '../model/collection.ts';
import type { EmbeddingForecast } from '../model/embedding.ts';
import { modelName } from '../model/modelName.ts';
import { dollars } from '../model/prices.ts';
import { toProblem } from '../model/problem.ts';
import type { ForecastRequest } from '../engine/forecastEmbedding.ts';
import type { Arguments } from './arguments.ts';
import { faultObject, placed, sentence } from './describe.ts';
import { foreseenUseText, useJson } from './embeddingUse.ts';
import type { PlacedFault, VerbResult } from './results.ts';
import type { Session } from './session.ts';
import { figure, type Words } from './texts.ts';
import { inWorkFolder } from './workFolder.ts';

/** What `--check` was asked about. */
export interface ToCheck extends ForecastRequest {
  readonly operand: string;
  readonly warnings: readonly PlacedFault[];
}

/** `ingest --check`: the input is valid, and what its vectors would take, as far as that is known. */
export async function checked(args: Arguments, session: Session, check: ToCheck): Promise<VerbResult> {
  const { operand, input, options, warnings } = check;
  const { english, human } = session.texts;
  const isPaid = indexingTarget(input).model !== OFFLINE_MODEL;
  const ask = () => inWorkFolder(args, session, folder => folder.forecast({ input, options }));
  // A key that is missing does not make the input invalid: it is told.
  const forecast = isPaid ? await ask().catch(toProblem) : null;
  const [known, unknown] = forecast && 'code' in forecast ? [null, [forecast]] : [forecast, []];
  return {
    json: {
      status: 'valid',
      sources: input.sources.length,
      embedding: known && forecastJson(known),
      warnings: [
        ...warnings.map(warning => faultObject(english, warning)),
        ...unknown.map(({ code, params }) => ({ code, message: sentence(english, { code, params }), params })),
      ],
    },
    text: () =>
      [
        human.say('cli.check.valid', { sources: input.sources.length }),
        ...(known ? forecastLines(human, known) : []),
        ...warnings.map(warning => `  ${placed({ ...warning, file: operand }, sentence(human, warning))}`),
        ...unknown.map(problem => `  ${sentence(human, problem)}`),
      ].join('\n'),
    exitCode: 0,
  };
}

function forecastJson({
  use,
  chunks,
  known,
  unknown,
  usdPerMillionTokens,
}: EmbeddingForecast): Record<string, unknown> {
  const price = { usd_per_million_tokens: usdPerMillionTokens };
  return { ...useJson(use), ...price, chunks, sources_known: known, sources_unknown: unknown };
}

function forecastLines(words: Words, forecast: EmbeddingForecast): string[] {
  const { use, chunks, known, unknown, usdPerMillionTokens: price } = forecast;
  const shown = (value: number): string => figure(value, words.language);
  const model = modelName(use.model, words);
  const figures = { known: shown(known), chunks: shown(chunks), unknown: shown(unknown), model };
  const cost = price === null ? '' : dollars(price, words.language);
  return [
    ...(known > 0 ? [words.say('cli.check.known', figures), `  ${foreseenUseText(words, use)}`] : []),
    ...(unknown > 0 ? [words.say('cli.check.unknown', figures)] : []),
    ...(unknown > 0 && price !== null ? [`  ${words.say('cli.check.price', { model, cost })}`] : []),
  ];
}
