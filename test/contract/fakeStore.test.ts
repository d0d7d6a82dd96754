import { createFakeStore } from '../fakes/vectorStore.ts';
import { describeVectorStore } from './vectorStore.suite.ts';

describeVectorStore('the fake store', createFakeStore);
