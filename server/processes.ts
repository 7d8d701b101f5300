// Processes: drafts are in the workspace, published versions in the store. A version is compiled once.

import { compile, type Process } from '../engine/compile.ts'
import type { Definition } from '../engine/definition.ts'
import { definitionHash } from '../engine/definition-hash.ts'
import type { Json } from '../engine/json.ts'
import { parseDefinition } from '../engine/parse.ts'
import type { Problem } from '../engine/problems.ts'
import { verify } from '../engine/verify.ts'
import type { Clock } from './clock.ts'
import { ProcessNotFoundError, UnreadableVersionError } from './faults.ts'
import type { OpenCounts, Store, Version, VersionPage, VersionRow } from './store/store.ts'
import { checkProcessName } from './workspace/names.ts'
import type { Draft, DraftSummary, Saved, Scenarios, Workspace } from './workspace/workspace.ts'

export type PublishRequest = {
  process: string
  /** the draft's, where none is given */
  definition?: unknown
  layout?: Json
  note: string
  by: string
  /** the newest version that the publisher has seen, 0 for none; not given: whatever it is */
  onTopOf?: number
}

export type Published =
  | { kind: 'published'; version: Version }
  | { kind: 'problems'; problems: Problem[] }
  /** somebody else published in between; nothing was published */
  | { kind: 'conflict'; newest: Version }

export type Processes = ReturnType<typeof createProcesses>

/** Versions kept compiled; the oldest make room. */
const mostCompiled = 200

export function createProcesses(around: { store: Store; workspace: Workspace; clock: Clock }) {
  const { store, workspace, clock } = around
  const compiled = new Map<string, Promise<Process>>()
  const newestKnown = new Map<string, { version: number; until: number }>()

  /** A version, ready to run. Throws ProcessNotFoundError, UnreadableVersionError. */
  function load(process: string, version: number): Promise<Process> {
    const key = `${process} ${version}`
    const known = compiled.get(key)
    if (known) return known
    const loading = loadAndCompile(process, version)
    if (compiled.size >= mostCompiled) compiled.delete(compiled.keys().next().value!)
    compiled.set(key, loading)
    loading.catch(() => compiled.delete(key))
    return loading
  }

  async function loadAndCompile(process: string, version: number): Promise<Process> {
    const found = await store.loadVersion(process, version)
    if (!found) throw new ProcessNotFoundError(process, version)
    const compiled = compileOr(found, error => new UnreadableVersionError(process, version, error))
    if (compiled.index.root.children.length === 0)
      throw new UnreadableVersionError(process, version, 'It has no states')
    return compiled
  }

  /** The newest version, ready to run. One published by another process is seen within a second. */
  async function newest(process: string): Promise<Process> {
    const known = newestKnown.get(process)
    const now = performance.now()
    if (known && known.until > now) return load(process, known.version)
    const [version] = await store.listVersions(process, { limit: 1 })
    if (!version) throw new ProcessNotFoundError(process)
    newestKnown.set(process, { version: version.version, until: now + 1_000 })
    return load(process, version.version)
  }

  /** A version as it was published; the newest, where none is named. Throws ProcessNotFoundError. */
  async function version(process: string, number?: number): Promise<Version> {
    const wanted = number ?? (await store.listVersions(process, { limit: 1 }))[0]?.version
    const found = wanted === undefined ? undefined : await store.loadVersion(process, wanted)
    if (!found) throw new ProcessNotFoundError(process, number)
    return found
  }

  /** Newest first. Throws ProcessNotFoundError when nothing was ever published. */
  async function versions(process: string, page: VersionPage = {}): Promise<VersionRow[]> {
    const found = await store.listVersions(process, page)
    if (found.length === 0 && (await store.listVersions(process, { limit: 1 })).length === 0)
      throw new ProcessNotFoundError(process)
    return found
  }

  /** How many open cases stay on which version. */
  async function openCases(process: string): Promise<OpenCounts[]> {
    return store.countOpenByVersion(process)
  }

  /** Parses and verifies again, whatever the sender did; errors block, warnings do not. Throws InvalidNameError. */
  async function publish(request: PublishRequest): Promise<Published> {
    const { process, definition, layout, note, by, onTopOf } = request
    checkProcessName(process)
    const draft =
      definition === undefined || layout === undefined ? await workspace.loadDraft(process) : undefined
    const source = definition ?? draft?.definition
    if (source === undefined) throw new ProcessNotFoundError(process)
    const checked = check(source)
    if (checked.kind === 'problems') return checked
    const renamed = { ...checked.definition, id: process }
    const added = await store.addVersion(
      {
        process,
        definition: renamed,
        layout: layout ?? draft?.layout ?? {},
        hash: definitionHash(renamed),
        note,
        publishedAt: clock.now().toISOString(),
        publishedBy: by,
      },
      onTopOf,
    )
    newestKnown.delete(process)
    if (added === 'conflict') return { kind: 'conflict', newest: await version(process) }
    return { kind: 'published', version: added }
  }

  return {
    load,
    newest,
    version,
    versions,
    openCases,
    publish,
    list: (): Promise<Version[]> => store.listProcesses(),
    listDrafts: async (): Promise<DraftSummary[]> => (await workspace.listDrafts()).items,
    loadDraft: (process: string): Promise<Draft | undefined> => workspace.loadDraft(process),
    /** Only of a process that was never published: versions refer to nothing else. */
    async removeDraft(process: string): Promise<'removed' | 'published' | 'none'> {
      const [newest] = await store.listVersions(process, { limit: 1 })
      if (newest) return 'published'
      return (await workspace.removeDraft(process)) ? 'removed' : 'none'
    },
    saveDraft: (
      process: string,
      content: { definition: Json; layout: Json },
      saving: { ifRevision: number; by: string },
    ): Promise<Saved<Draft>> =>
      workspace.saveDraft(process, content, { ...saving, at: clock.now().toISOString() }),
    loadScenarios: (process: string): Promise<Scenarios | undefined> => workspace.loadScenarios(process),
    saveScenarios: (
      process: string,
      scenarios: Json,
      saving: { ifRevision: number; by: string },
    ): Promise<Saved<Scenarios>> =>
      workspace.saveScenarios(process, scenarios, { ...saving, at: clock.now().toISOString() }),
  }
}

/** A definition that can be published, or what is wrong with it. */
export function check(
  source: unknown,
):
  | { kind: 'sound'; definition: Definition; problems: Problem[] }
  | { kind: 'problems'; problems: Problem[] } {
  const { definition, problems: misshapen, locate } = parseDefinition(source)
  if (!definition) return { kind: 'problems', problems: misshapen }
  const problems = verify(definition).map(locate)
  return problems.some(({ severity }) => severity === 'error')
    ? { kind: 'problems', problems }
    : { kind: 'sound', definition, problems }
}

/** Whatever a definition from another time does to the compiler comes out as one fault. */
function compileOr({ definition, version }: Version, fault: (error: unknown) => Error): Process {
  try {
    return compile(definition, version)
  } catch (error) {
    throw fault(error)
  }
}
