import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openLocalDocuments } from '../../functions/io/documents/local-documents.ts';
import { describeDocumentStore } from '../support/document-store-contract.ts';
import { createMemoryDocuments } from '../support/memory-documents.ts';

const root = mkdtempSync(join(tmpdir(), 'plumbline-documents-'));
after(() => rmSync(root, { recursive: true, force: true }));

describeDocumentStore('a folder', async (now) => openLocalDocuments(mkdtempSync(join(root, 'store-')), now));
// The store of the model of incidents: what is proven over it holds for the others.
describeDocumentStore('memory', async (now) => createMemoryDocuments(now));
