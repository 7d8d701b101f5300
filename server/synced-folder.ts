// Folders that are still there after a loss of power: what is new in one needs the disk as much as what is in a file.

import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A new folder is an entry in the folder above it, which needs the disk as well. */
export async function makeSyncedFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows neither allows nor needs it.
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}
