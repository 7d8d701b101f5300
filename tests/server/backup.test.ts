import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { contentFile } from '../../server/files/disk.ts'
import { filesFolder, openData } from '../../server/open.ts'
import { makeFolder, removeFolder } from '../support/open-purchase.ts'
import { ana, purchase } from '../support/purchase.ts'

const folder = makeFolder()
afterAll(() => removeFolder(folder))

function run(dataFolder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli.ts', ...args], {
    cwd: join(import.meta.dirname, '..', '..'),
    encoding: 'utf8',
    env: { ...process.env, THROUGHLINE_DATA: dataFolder },
  })
  return { status, said: stdout + stderr }
}

async function* content() {
  yield new TextEncoder().encode('an offer')
}

test('a backup has the files of the cases in it, and verify misses one that is gone', async () => {
  const [data, elsewhere] = [join(folder, 'data'), join(folder, 'elsewhere')]
  const opened = await openData({ dataFolder: data })
  await opened.processes.publish({ process: 'purchase', definition: purchase, note: '', by: 'ana' })
  await opened.cases.start({ process: 'purchase', id: 'c1', data: { amount: 1 }, actor: ana })
  const { keep, sha256, size } = await opened.files.receive(content())
  await keep()
  const file = { name: 'offer.txt', size, type: 'text/plain', sha256 }
  await opened.cases.note({ kind: 'file', caseId: 'c1', data: file, actor: ana })
  await opened.close()

  const copied = run(data, 'backup', join(folder, 'copy'))
  const restored = run(elsewhere, 'restore', join(folder, 'copy'))
  const verified = run(elsewhere, 'verify')
  rmSync(contentFile(filesFolder(elsewhere), sha256))
  const without = run(elsewhere, 'verify')

  expect([copied.status, restored.status]).toEqual([0, 0])
  expect(verified).toEqual({ status: 0, said: expect.stringContaining('2 entries of 1 case verified') })
  expect(without).toEqual({
    status: 1,
    said: 'Case c1, entry 2: The content of its file "offer.txt" is gone.\n',
  })
})
