import type { Activity } from '../activity.ts';
import { fetchedAddress } from './fetchedAddress.ts';

/** CONVERTION: the page's main content as Markdown; its title, language, author and date into the metadata. */
export const convertSource: Activity = async (context, source) => {
  const { conversion_config: config } = context.input;
  const contentType = URL.canParse(source.uri) ? context.ports.cache.page(fetchedAddress(source))?.contentType : null;
  const finalUri = source.metadata?.['final_uri'];
  const conversion = await context.ports.converter.convert(await context.readInput(), {
    url: typeof finalUri === 'string' ? finalUri : source.uri,
    mainContent: config?.main_content ?? true,
    keep: config?.keep ?? [],
    ...(contentType ? { contentType } : {}),
  });
  if (conversion.outcome === 'skipped') {
    return { source, skipped: { code: conversion.reason, params: { uri: source.uri } } };
  }
  await context.ports.artifacts.write(context.artifactPath, conversion.markdown);
  const { language, author, published } = conversion;
  const title = conversion.title || source.metadata?.['title'] || source.uri;
  const known = Object.entries({ language, author, published }).filter(([, value]) => value !== null);
  const metadata = { ...source.metadata, ...Object.fromEntries(known), title };
  return { source: { ...source, converted_md_path: context.artifactPath, metadata } };
};
