import type { ApiActivityRef } from './apiEvent.ts';

export const pageRef = (number: number, uri: string): ApiActivityRef => ({
  activityId: `page-${number}`,
  activityType: 'API_PAGE',
  uri,
});

export const partitionRef = (date: string): ApiActivityRef => ({
  activityId: `partition-${date}`,
  activityType: 'API_PARTITION',
  uri: `partition_date=${date}`,
});
