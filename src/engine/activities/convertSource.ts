import type { Activity } from '../activity.ts';

/** CONVERTION: the page's main content as Markdown, its title into the metadata. */
export const convertSource: Activity = async (context, source) => {
  const { conversion_config: config } = context.input;
  const contentType = source.metadata?.['content_type'];
  const conversion = await context.ports.converter.convert(await context.readInput(), {
    url: source.uri,
    mainContent: config?.main_content ?? true,
    keep: config?.keep ?? [],
    ...(typeof contentType === 'string' ? { contentType } : {}),
  });
  if (conversion.outcome === 'skipped') {
    return { source, skipped: { code: conversion.reason, params: { uri: source.uri } } };
  }
  await context.ports.artifacts.write(context.artifactPath, conversion.markdown);
  const title = conversion.title || source.metadata?.['title'] || source.uri;
  return {
    source: { ...source, converted_md_path: context.artifactPath, metadata: { ...source.metadata, title } },
  };
};
