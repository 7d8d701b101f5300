// What every workspace promises. The suite in tests/server/workspace-contract.ts holds each adapter to it.
//
// 1. A document is saved on top of the revision (or version) that its writer looked at. When another one is
//    there by now, nothing is written and the answer is `conflict`, with both sides. Of two writers from the
//    same revision exactly one is kept, in one process or in two.
// 2. When a save answers `saved`, the document is on disk. When the process dies before that, what can be read
//    is the document before, or the new one: never a part of either. Definition and layout go together.
// 3. Saving what is there already is no conflict and makes no new revision: a save may be repeated by whoever
//    got no answer.
// 4. A version of a register is never changed or removed. Versions count from 1 without gaps.
// 5. A damaged document is a `DamagedDocumentError` to whoever loads it, and keeps nobody from the others.
// 6. What is loaded is what was saved: same values, same order of keys. An owner's order of states is kept.
// 7. No name leads out of the workspace: loading under an impossible name finds nothing, saving is a fault.

import type { RegisterName } from '../../engine/case.ts'
import type { Json } from '../../engine/json.ts'

/** Who saves, when, and what they looked at: the revision they loaded, 0 when there was none. */
export type Saving = { ifRevision: number; by: string; at: string }

/** A definition that is being edited, with its layout. It need not be sound, nor even a definition yet. */
export type Draft = {
  process: string
  /** counts saves, from 1 */
  revision: number
  savedAt: string
  savedBy: string
  definition: Json
  layout: Json
}

/** A draft as lists show it. `name` is null while the definition has none. */
export type DraftSummary = Omit<Draft, 'definition' | 'layout'> & { name: string | null }

/** Events and expected states of a process, kept as data beside its draft. */
export type Scenarios = {
  process: string
  revision: number
  savedAt: string
  savedBy: string
  scenarios: Json
}

/** One version of a register. Frozen. */
export type RegisterVersion = {
  name: RegisterName
  version: number
  savedAt: string
  savedBy: string
  note: string
  content: Json
}

/**
 * What became of a save. In a conflict `mine` is what was to be saved, as it would have been, and `theirs`
 * what is there, null when there is nothing.
 */
export type Saved<Document> =
  | { kind: 'saved'; document: Document }
  | { kind: 'conflict'; mine: Document; theirs: Document | null }

/** What could be listed, and what could not be read. */
export type Listing<Item> = { items: Item[]; damaged: DamagedDocumentError[] }

/** The documents that people edit. What cases do is in the store. */
export interface Workspace {
  loadDraft(process: string): Promise<Draft | undefined>
  saveDraft(
    process: string,
    content: { definition: Json; layout: Json },
    saving: Saving,
  ): Promise<Saved<Draft>>
  /** The draft and its scenarios, for good; false where there is none. */
  removeDraft(process: string): Promise<boolean>
  /** By process, in order of their ids. */
  listDrafts(): Promise<Listing<DraftSummary>>

  loadScenarios(process: string): Promise<Scenarios | undefined>
  saveScenarios(process: string, scenarios: Json, saving: Saving): Promise<Saved<Scenarios>>

  /** The newest version, or the one asked for. */
  loadRegister(name: string, version?: number): Promise<RegisterVersion | undefined>
  /** Number of the newest version, 0 when there is none. Cheap: reads no document. */
  newestRegisterVersion(name: string): Promise<number>
  /** Newest first. */
  listRegisterVersions(name: string): Promise<Listing<Omit<RegisterVersion, 'content'>>>
  /** Adds the version after `ifVersion`; 0 for the first. */
  saveRegister(
    name: string,
    content: Json,
    saving: { ifVersion: number; by: string; at: string; note: string },
  ): Promise<Saved<RegisterVersion>>
  /**
   * Calls back with the name of each register that a new version is saved of through this object. What another
   * process saves is not heard. Answers the function that ends it.
   */
  onRegisterSaved(listener: (name: RegisterName) => void): () => void
}

/** A document is there, but cannot be read as what it should be. */
export class DamagedDocumentError extends Error {
  /** where it is */
  readonly document: string
  constructor(document: string, damage: string, cause?: unknown) {
    super(
      `${document} is damaged: ${damage}. Mend it by hand, or put back an earlier copy from a backup or from ` +
        'version control. Every other document can be read.',
      { cause },
    )
    this.name = 'DamagedDocumentError'
    this.document = document
  }
}

/** A document could not be written. What was there before is unchanged. */
export class DocumentNotSavedError extends Error {
  readonly document: string
  constructor(document: string, reason: string, cause?: unknown) {
    super(`${document} was not saved: ${reason}. What was there before is unchanged; save again.`, { cause })
    this.name = 'DocumentNotSavedError'
    this.document = document
  }
}

/** Nothing in the workspace can be called this. */
export class InvalidNameError extends Error {
  readonly invalidName: string
  constructor(invalidName: string, allowed: string) {
    super(`${JSON.stringify(invalidName)} is not a name that can be saved under: ${allowed}.`)
    this.name = 'InvalidNameError'
    this.invalidName = invalidName
  }
}
