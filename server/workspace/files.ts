// The workspace as files that people can read, compare and commit:
//
//   processes/<process>/draft.json       definition and layout, saved together
//   processes/<process>/scenarios.json
//   registers/<name>/<version>.json      one file per version, never changed
//
// Writers take turns through one lock (lock.ts); readers need none, because a file is replaced whole
// (document.ts). Definition and layout are one file and not two, so that no crash can leave the one of
// yesterday beside the other of today.

import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { RegisterName } from '../../engine/case.ts'
import { isObject, type Json } from '../../engine/json.ts'
import { createIfAbsent, hasCode, loadDocument, removeDocument, saveDocument } from './document.ts'
import { createLock } from './lock.ts'
import { checkProcessName, checkRegisterName, isProcessName, isRegisterName } from './names.ts'
import {
  DamagedDocumentError,
  DocumentNotSavedError,
  type Draft,
  type DraftSummary,
  type Listing,
  type RegisterVersion,
  type Saved,
  type Scenarios,
  type Workspace,
} from './workspace.ts'

// Passed on as parsed, not copied: zod's own record would lose a key called `__proto__`.
const json = z.custom<Json>(value => value !== undefined, 'it is missing')
const saved = { savedAt: z.string(), savedBy: z.string() }
const draftShape = z.object({ revision: z.int().min(1), ...saved, definition: json, layout: json })
const scenariosShape = z.object({ revision: z.int().min(1), ...saved, scenarios: json })
const registerShape = z.object({ version: z.int().min(1), ...saved, note: z.string(), content: json })

/** `patienceMs`: how long a save waits for another process that is saving, before it gives up. */
export function createFileWorkspace(folder: string, { patienceMs = 10_000 } = {}): Workspace {
  const root = resolve(folder)
  const busy = () => new DocumentNotSavedError(root, `another process kept it locked for ${patienceMs} ms`)
  const lock = createLock(join(root, '.lock'), busy, patienceMs)
  const listeners = new Set<(name: RegisterName) => void>()

  const draftFile = (process: string) => join(root, 'processes', process, 'draft.json')
  const scenariosFile = (process: string) => join(root, 'processes', process, 'scenarios.json')
  const registerFolder = (name: RegisterName) => join(root, 'registers', name)
  const versionFile = (name: RegisterName, version: number) => join(registerFolder(name), `${version}.json`)

  async function loadDraft(process: string): Promise<Draft | undefined> {
    if (!isProcessName(process)) return undefined
    const stored = await loadDocument(draftFile(process), draftShape)
    return stored ? { process, ...stored } : undefined
  }

  async function loadScenarios(process: string): Promise<Scenarios | undefined> {
    if (!isProcessName(process)) return undefined
    const stored = await loadDocument(scenariosFile(process), scenariosShape)
    return stored ? { process, ...stored } : undefined
  }

  async function loadVersion(name: RegisterName, version: number): Promise<RegisterVersion | undefined> {
    const file = versionFile(name, version)
    const stored = await loadDocument(file, registerShape)
    if (stored && stored.version !== version)
      throw new DamagedDocumentError(file, `it says that it is version ${stored.version}`)
    return stored ? { name, ...stored } : undefined
  }

  /** Newest first. Temporary and foreign files do not count. */
  async function versionNumbers(name: RegisterName): Promise<number[]> {
    const files = await namesIn(registerFolder(name))
    const numbers = files.flatMap(file => /^([1-9]\d{0,8})\.json$/.exec(file)?.[1] ?? [])
    return numbers.map(Number).sort((a, b) => b - a)
  }

  /** Runs a save while nobody else saves. What the lock needs stays out of version control. */
  async function holdLock<T>(save: () => Promise<T>): Promise<T> {
    return await lock.hold(async () => {
      await createIfAbsent(join(root, '.gitignore'), '.lock*\n.*.tmp\n')
      return await save()
    })
  }

  return {
    loadDraft,

    async saveDraft(process, { definition, layout }, { ifRevision, by, at }) {
      checkProcessName(process)
      const mine: Draft = { process, revision: ifRevision + 1, savedAt: at, savedBy: by, definition, layout }
      return await holdLock(async () => {
        const theirs = await loadDraft(process)
        return await saveUnlessMoved(mine, theirs, revisionOf, ['definition', 'layout'], () =>
          saveDocument(draftFile(process), draftShape, without(mine, 'process')),
        )
      })
    },

    async removeDraft(process) {
      checkProcessName(process)
      return await holdLock(async () => {
        // The scenarios first: a draft without any is whole, scenarios without a draft would be found by nobody.
        await removeDocument(scenariosFile(process))
        return await removeDocument(draftFile(process))
      })
    },

    async listDrafts() {
      const processes = (await namesIn(join(root, 'processes'))).filter(isProcessName).sort()
      const { items, damaged } = await listing(processes, loadDraft)
      return { items: items.map(summaryOf), damaged }
    },

    loadScenarios,

    async saveScenarios(process, scenarios, { ifRevision, by, at }) {
      checkProcessName(process)
      const mine: Scenarios = { process, revision: ifRevision + 1, savedAt: at, savedBy: by, scenarios }
      return await holdLock(async () => {
        const theirs = await loadScenarios(process)
        return await saveUnlessMoved(mine, theirs, revisionOf, ['scenarios'], () =>
          saveDocument(scenariosFile(process), scenariosShape, without(mine, 'process')),
        )
      })
    },

    async loadRegister(name, version) {
      if (!isRegisterName(name)) return undefined
      const wanted = version ?? (await versionNumbers(name))[0]
      return wanted === undefined ? undefined : await loadVersion(name, wanted)
    },

    async newestRegisterVersion(name) {
      return isRegisterName(name) ? ((await versionNumbers(name))[0] ?? 0) : 0
    },

    async listRegisterVersions(name) {
      if (!isRegisterName(name)) return { items: [], damaged: [] }
      const { items, damaged } = await listing(await versionNumbers(name), it => loadVersion(name, it))
      return { items: items.map(version => without(version, 'content')), damaged }
    },

    async saveRegister(name, content, { ifVersion, by, at, note }) {
      checkRegisterName(name)
      const mine: RegisterVersion = { name, version: ifVersion + 1, savedAt: at, savedBy: by, note, content }
      const outcome = await holdLock(async () => {
        const newest = (await versionNumbers(name))[0]
        const theirs = newest === undefined ? undefined : await loadVersion(name, newest)
        return await saveUnlessMoved(
          mine,
          theirs,
          it => it.version,
          ['content'],
          () => saveDocument(versionFile(name, mine.version), registerShape, without(mine, 'name')),
        )
      })
      if (outcome.kind === 'saved') for (const listener of listeners) listener(name)
      return outcome
    },

    onRegisterSaved(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Promises 1 and 3: writes only on top of what the writer looked at, and only what is new. */
async function saveUnlessMoved<Document>(
  mine: Document,
  theirs: Document | undefined,
  numberOf: (document: Document) => number,
  content: (keyof Document)[],
  write: () => Promise<void>,
): Promise<Saved<Document>> {
  // Compared as text: another order of an object's keys is a change that an owner made.
  const textOf = (document: Document) => JSON.stringify(content.map(key => document[key]))
  if (theirs && textOf(theirs) === textOf(mine)) return { kind: 'saved', document: theirs }
  if (numberOf(mine) !== (theirs ? numberOf(theirs) : 0) + 1)
    return { kind: 'conflict', mine, theirs: theirs ?? null }
  await write()
  return { kind: 'saved', document: mine }
}

/** Promise 5: a damaged document is told apart and keeps nobody from the others. */
async function listing<Key, Item>(
  keys: Key[],
  load: (key: Key) => Promise<Item | undefined>,
): Promise<Listing<Item>> {
  const items: Item[] = []
  const damaged: DamagedDocumentError[] = []
  for (const key of keys) {
    try {
      const item = await load(key)
      if (item !== undefined) items.push(item)
    } catch (error) {
      if (!(error instanceof DamagedDocumentError)) throw error
      damaged.push(error)
    }
  }
  return { items, damaged }
}

function summaryOf({ definition, layout: _, ...draft }: Draft): DraftSummary {
  return {
    ...draft,
    name: isObject(definition) && typeof definition.name === 'string' ? definition.name : null,
  }
}

function revisionOf(document: { revision: number }): number {
  return document.revision
}

function without<T extends object, Key extends keyof T>(whole: T, key: Key): Omit<T, Key> {
  const { [key]: _, ...rest } = whole
  return rest
}

/** Nothing when the folder is not there (yet). */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
