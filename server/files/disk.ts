// Contents in a folder: `ab/abcdef…`, named by their hash. Written under another name first, synced, then renamed.

import { createHash, randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StoreBusyError, StoreFullError } from '../faults.ts'
import { makeSyncedFolder, syncFolder } from '../synced-folder.ts'
import { type Files, isSha256, type Received } from './files.ts'

export function createDiskFiles(folder: string): Files {
  const unfinished = join(folder, 'incoming')
  const placeOf = (sha256: string) => contentFile(folder, sha256)

  async function look(sha256: string): Promise<Blob | 'missing' | 'damaged'> {
    if (!isSha256(sha256)) return 'missing'
    try {
      // What reads it later is told when the file has changed since it was opened here.
      const content = await openAsBlob(placeOf(sha256))
      return (await hashOf(content)) === sha256 ? content : 'damaged'
    } catch {
      return (await isThere(placeOf(sha256))) ? 'damaged' : 'missing'
    }
  }

  async function settle(file: string, sha256: string): Promise<void> {
    // Whoever reads the one that is there keeps reading it.
    if (typeof (await look(sha256)) !== 'string') return rm(file, { force: true })
    const place = placeOf(sha256)
    await makeSyncedFolder(dirname(place))
    await rename(file, place)
    await syncFolder(dirname(place))
  }

  return {
    async receive(content): Promise<Received> {
      const file = join(unfinished, randomUUID())
      const drop = () => rm(file, { force: true })
      try {
        await makeSyncedFolder(unfinished)
        const { sha256, size } = await write(file, content)
        return {
          sha256,
          size,
          content: await openAsBlob(file),
          keep: () => settle(file, sha256).catch(failToWrite),
          drop,
        }
      } catch (error) {
        await drop().catch(() => {})
        return failToWrite(error)
      }
    },
    open: look,
    removeUnfinished: () => rm(unfinished, { recursive: true, force: true }),
  }
}

export const contentFile = (folder: string, sha256: string) => join(folder, sha256.slice(0, 2), sha256)

async function write(
  file: string,
  content: AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; size: number }> {
  await using handle = await open(file, 'wx', 0o600)
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    hash.update(chunk)
    size += chunk.length
    await handle.writeFile(chunk)
  }
  await handle.sync()
  return { sha256: hash.digest('hex'), size }
}

async function hashOf(content: Blob): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of content.stream()) hash.update(chunk)
  return hash.digest('hex')
}

async function isThere(file: string): Promise<boolean> {
  try {
    await using _ = await open(file, 'r')
    return true
  } catch (error) {
    return codeOf(error) !== 'ENOENT'
  }
}

/** What the disk says, in words; what whoever sends the content has thrown stays as it is. */
function failToWrite(error: unknown): never {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreFullError(error)
  if (code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'EIO', 'EMFILE', 'ENOTDIR'].includes(code))
    throw new StoreBusyError(`The file could not be kept (${code}). Nothing was attached.`, error)
  throw error
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
