import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFileWorkspace } from '../../server/workspace/files.ts'
import {
  DamagedDocumentError,
  DocumentNotSavedError,
  type Workspace,
} from '../../server/workspace/workspace.ts'
import { workspaceContract } from './workspace-contract.ts'

workspaceContract('a folder of JSON files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'))
  return {
    workspace: createFileWorkspace(folder),
    again: () => createFileWorkspace(folder),
    remove: () => rm(folder, { recursive: true }),
  }
})

describe('a folder of JSON files', () => {
  const at = '2026-03-02T09:00:00.000Z'
  const drawn = { definition: { id: 'sales', name: 'Sales' }, layout: {} }
  const saving = (ifRevision: number) => ({ ifRevision, by: 'ana', at })
  const noted = (ifVersion: number) => ({ ifVersion, by: 'ana', at, note: '' })
  let folder: string
  let workspace: Workspace

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workspace-'))
    workspace = createFileWorkspace(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('documents are indented, end with a line end, and stand in a folder of their process', async () => {
    await workspace.saveDraft('sales', drawn, saving(0))
    await workspace.saveRegister('strategy', { threshold: 60 }, noted(0))

    expect(await readFile(join(folder, 'processes/sales/draft.json'), 'utf8')).toBe(`{
  "revision": 1,
  "savedAt": "${at}",
  "savedBy": "ana",
  "definition": {
    "id": "sales",
    "name": "Sales"
  },
  "layout": {}
}
`)
    expect(await readdir(join(folder, 'registers/strategy'))).toEqual(['1.json'])
  })

  test('a draft whose saving was cut off is the draft before, and can be saved again', async () => {
    await workspace.saveDraft('sales', drawn, saving(0))
    await writeFile(join(folder, 'processes/sales/.draft.json.tmp'), '{ "revision": 2, "defin')

    expect((await workspace.loadDraft('sales'))?.revision).toBe(1)
    const saved = await workspace.saveDraft('sales', { ...drawn, layout: null }, saving(1))

    expect(saved.kind).toBe('saved')
    expect(await readdir(join(folder, 'processes/sales'))).toEqual(['draft.json'])
  })

  test('a version of a register whose saving was cut off is not there', async () => {
    await workspace.saveRegister('strategy', { threshold: 60 }, noted(0))
    await writeFile(join(folder, 'registers/strategy/.2.json.tmp'), '{ "vers')

    expect(await workspace.newestRegisterVersion('strategy')).toBe(1)
    expect(await workspace.saveRegister('strategy', { threshold: 70 }, noted(1))).toMatchObject({
      kind: 'saved',
    })
  })

  test.each([
    ['', 'it is empty'],
    ['{ "revision": 1, "defin', 'it is not JSON'],
    ['[1, 2]', 'the document is not as it should be'],
    [
      '{"revision":"x","savedAt":"","savedBy":"","definition":{},"layout":{}}',
      'revision is not as it should be',
    ],
    [
      '{"revision":1,"savedAt":"","savedBy":"","layout":{}}',
      'definition is not as it should be (it is missing)',
    ],
  ])(
    'a damaged draft (%j) is a fault that names the file, and the others can be read',
    async (text, damage) => {
      const file = join(folder, 'processes/sales/draft.json')
      await workspace.saveDraft('sales', drawn, saving(0))
      await workspace.saveDraft('delivery', drawn, saving(0))
      await writeFile(file, text)

      const fault = await workspace.loadDraft('sales').catch(error => error)
      expect(fault).toBeInstanceOf(DamagedDocumentError)
      expect(fault.message).toContain(`${file} is damaged: ${damage}`)
      expect(fault.message).toContain('put back an earlier copy')

      expect((await workspace.loadDraft('delivery'))?.revision).toBe(1)
      const { items, damaged } = await workspace.listDrafts()
      expect(items.map(draft => draft.process)).toEqual(['delivery'])
      expect(damaged.map(error => error.document)).toEqual([file])
    },
  )

  test('a damaged draft is not overwritten', async () => {
    const file = join(folder, 'processes/sales/draft.json')
    await workspace.saveDraft('sales', drawn, saving(0))
    await writeFile(file, 'mine, do not lose')

    await expect(workspace.saveDraft('sales', drawn, saving(1))).rejects.toThrow(DamagedDocumentError)

    expect(await readFile(file, 'utf8')).toBe('mine, do not lose')
  })

  test('a version of a register under another number is damaged', async () => {
    await workspace.saveRegister('strategy', { threshold: 60 }, noted(0))
    const text = await readFile(join(folder, 'registers/strategy/1.json'), 'utf8')
    await writeFile(join(folder, 'registers/strategy/2.json'), text)

    await expect(workspace.loadRegister('strategy')).rejects.toThrow('it says that it is version 1')
    expect((await workspace.loadRegister('strategy', 1))?.version).toBe(1)
    expect((await workspace.listRegisterVersions('strategy')).items.map(it => it.version)).toEqual([1])
  })

  test('a draft that was edited on Windows can be read', async () => {
    const file = join(folder, 'processes/sales/draft.json')
    await workspace.saveDraft('sales', drawn, saving(0))
    const text = await readFile(file, 'utf8')
    await writeFile(file, `\uFEFF${text.replaceAll('\n', '\r\n')}`)

    expect((await workspace.loadDraft('sales'))?.definition).toEqual(drawn.definition)
  })

  test('a draft that cannot be written is a fault, and the draft before stays', async () => {
    await workspace.saveDraft('sales', drawn, saving(0))
    await mkdir(join(folder, 'processes/sales/.draft.json.tmp'))

    const fault = await workspace.saveDraft('sales', { ...drawn, layout: 1 }, saving(1)).catch(error => error)

    expect(fault).toBeInstanceOf(DocumentNotSavedError)
    expect(fault.message).toContain('draft.json was not saved: EISDIR')
    expect((await workspace.loadDraft('sales'))?.revision).toBe(1)
  })

  test('whoever cannot save because another process is saving is told so; reading goes on', async () => {
    await workspace.saveDraft('sales', drawn, saving(0))
    using other = new DatabaseSync(join(folder, '.lock'))
    other.exec('BEGIN IMMEDIATE')

    const impatient = createFileWorkspace(folder, { patienceMs: 0 })
    await expect(impatient.saveDraft('sales', { ...drawn, layout: 1 }, saving(1))).rejects.toThrow(
      'another process kept it locked',
    )

    expect((await impatient.loadDraft('sales'))?.revision).toBe(1)
  })

  test('version control is told to leave the lock and temporary files alone', async () => {
    await workspace.saveDraft('sales', drawn, saving(0))

    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('.lock*\n.*.tmp\n')
    expect(await readdir(folder)).toEqual(['.gitignore', '.lock', 'processes'])
  })

  describe('shared by several processes', () => {
    const program = (body: string) => `
      import { createFileWorkspace } from ${JSON.stringify(import.meta.resolve('../../server/workspace/files.ts'))}
      const workspace = createFileWorkspace(${JSON.stringify(folder)})
      const at = '${at}'
      ${body}`

    /** Draws on top of what is there, again and again; prints the revision after each save. */
    const drawing = (by: string, times: number) =>
      program(`
      for (let saved = 0; saved < ${times}; ) {
        const before = await workspace.loadDraft('sales')
        const layout = [...(before?.layout ?? []), '${by}' + saved]
        const outcome = await workspace.saveDraft('sales', { definition: {}, layout },
          { ifRevision: before?.revision ?? 0, by: '${by}', at })
        if (outcome.kind === 'conflict') continue
        saved++
        console.log(outcome.document.revision)
      }`)

    const run = (text: string): ChildProcess =>
      spawn(process.execPath, ['--input-type=module', '--eval', text], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })

    test('no save of any of them is lost', async () => {
      const writers = ['ana', 'ben', 'eva'].map(by => run(drawing(by, 15)))
      const codes = await Promise.all(writers.map(async writer => (await once(writer, 'exit'))[0]))

      expect(codes).toEqual([0, 0, 0])
      const draft = await workspace.loadDraft('sales')
      expect(draft?.revision).toBe(45)
      expect(new Set(draft?.layout as string[]).size).toBe(45)
    })

    test('a process that is killed while it saves leaves whole documents and no lock behind', async () => {
      const writer = run(drawing('ana', 10_000))
      let acknowledged = 0
      for await (const line of createInterface({ input: writer.stdout! })) {
        acknowledged = Number(line)
        if (acknowledged === 20) writer.kill('SIGKILL')
      }

      const draft = await workspace.loadDraft('sales')
      expect(draft?.revision).toBeGreaterThanOrEqual(acknowledged)
      expect(draft?.layout).toHaveLength(draft!.revision)
      const next = await workspace.saveDraft('sales', drawn, saving(draft!.revision))
      expect(next.kind).toBe('saved')
    })
  })
})
