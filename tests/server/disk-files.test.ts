import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentFile, createDiskFiles } from '../../server/files/disk.ts'
import { filesContract } from './files-contract.ts'

filesContract('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'))
  return {
    files: createDiskFiles(folder),
    again: () => createDiskFiles(folder),
    async spoil(sha256, how) {
      const file = contentFile(folder, sha256)
      await (how === 'change' ? writeFile(file, 'something else') : rm(file))
    },
    remove: () => rm(folder, { recursive: true }),
  }
})

test('what was being received when a server ended is taken away by the next', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'))
  const files = createDiskFiles(folder)
  const content = async function* () {
    yield new Uint8Array([1])
  }
  await files.receive(content())
  const before = await readdir(join(folder, 'incoming'))

  await createDiskFiles(folder).removeUnfinished()

  expect(before).toHaveLength(1)
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
})
