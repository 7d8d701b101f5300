// A JSON document on disk, as an adapter for lowdb.
//
// lowdb's own JSONFile (through steno) writes a temporary file and renames it, which survives a killed process.
// It does not ask for the disk, so that after a loss of power the renamed file can be empty or the old one,
// although the save was acknowledged. Here file and folder are synced before `write` answers.
//
// 1. The document is the old one or the new one, never a part of either, whenever the process or the power ends.
// 2. Only the holder of the workspace's lock writes: the temporary file always has the same name, and one that
//    was left behind half-written is overwritten by the next save.

import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Adapter, Low } from 'lowdb'
import type { z } from 'zod'
import { makeSyncedFolder, syncFolder } from '../synced-folder.ts'
import { DamagedDocumentError, DocumentNotSavedError } from './workspace.ts'

/** What is in the document, or null where there is none. Faults when it is not what `shape` says. */
export async function loadDocument<T>(file: string, shape: z.ZodType<T>): Promise<T | null> {
  const document = new Low<T | null>(new DocumentFile(file, shape), null)
  await document.read()
  return document.data
}

export async function saveDocument<T>(file: string, shape: z.ZodType<T>, content: T): Promise<void> {
  await new Low<T | null>(new DocumentFile(file, shape), content).write()
}

/** True when there was one. It stays gone, whenever the power ends. */
export async function removeDocument(file: string): Promise<boolean> {
  try {
    await rm(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw new DocumentNotSavedError(file, messageOf(error), error)
  }
  await syncFolder(dirname(file))
  return true
}

class DocumentFile<T> implements Adapter<T | null> {
  readonly #file: string
  readonly #shape: z.ZodType<T>

  constructor(file: string, shape: z.ZodType<T>) {
    this.#file = file
    this.#shape = shape
  }

  async read(): Promise<T | null> {
    const text = await readText(this.#file)
    if (text === null) return null
    const parsed = this.#shape.safeParse(parseJson(this.#file, text))
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') || 'the document'
    throw new DamagedDocumentError(this.#file, `${where} is not as it should be (${issue?.message})`)
  }

  async write(content: T | null): Promise<void> {
    const folder = dirname(this.#file)
    const unfinished = join(folder, `.${basename(this.#file)}.tmp`)
    try {
      await makeSyncedFolder(folder)
      await writeSynced(unfinished, `${JSON.stringify(content, null, 2)}\n`)
      await rename(unfinished, this.#file)
    } catch (error) {
      // Frees the space that a full disk needs most. What failed first is what gets reported.
      await rm(unfinished, { force: true }).catch(() => {})
      throw new DocumentNotSavedError(this.#file, messageOf(error), error)
    }
    await syncFolder(folder)
  }
}

/** Reads a JSON document that people may have edited, with the byte order mark that some editors leave. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const damage = text.trim() === '' ? 'it is empty' : `it is not JSON (${messageOf(error)})`
    throw new DamagedDocumentError(file, damage, error)
  }
}

/** Null when there is no such file. */
export async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Leaves what is there as it is. */
export async function createIfAbsent(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

async function writeSynced(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'w')
  await handle.writeFile(text, 'utf8')
  await handle.sync()
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
