import { afterEach, describe, expect, test } from 'vitest'
import type { RegisterName } from '../../engine/case.ts'
import { InvalidNameError, type Saving, type Workspace } from '../../server/workspace/workspace.ts'

/** A workspace with nothing in it. `again` opens the same documents a second time, as another process would. */
export type OpenedWorkspace = { workspace: Workspace; again: () => Workspace; remove: () => Promise<void> }

const at = '2026-03-02T09:00:00.000Z'
const drawn = {
  definition: { id: 'sales', name: 'Sales', states: { open: {} } },
  layout: { open: { x: 1, y: 2 } },
}
const ana = (ifRevision: number): Saving => ({ ifRevision, by: 'ana', at })
const ben = (ifRevision: number): Saving => ({ ifRevision, by: 'ben', at })
const note = (ifVersion: number) => ({ ifVersion, by: 'ana', at, note: 'spring' })

/** What every workspace promises. */
export function workspaceContract(name: string, open: () => Promise<OpenedWorkspace>) {
  describe(`${name} keeps the workspace contract`, () => {
    let opened: OpenedWorkspace | undefined
    afterEach(async () => await opened?.remove())
    async function openEmpty(): Promise<OpenedWorkspace> {
      opened = await open()
      return opened
    }

    test('a workspace without documents has nothing to load and nothing to list', async () => {
      const { workspace } = await openEmpty()

      expect(await workspace.loadDraft('sales')).toBeUndefined()
      expect(await workspace.loadScenarios('sales')).toBeUndefined()
      expect(await workspace.loadRegister('strategy')).toBeUndefined()
      expect(await workspace.newestRegisterVersion('strategy')).toBe(0)
      expect(await workspace.listDrafts()).toEqual({ items: [], damaged: [] })
      expect(await workspace.listRegisterVersions('strategy')).toEqual({ items: [], damaged: [] })
    })

    test('a saved draft is loaded with its layout, who saved it and when', async () => {
      const { workspace, again } = await openEmpty()

      const first = await workspace.saveDraft('sales', drawn, ana(0))

      const expected = { process: 'sales', revision: 1, savedAt: at, savedBy: 'ana', ...drawn }
      expect(first).toEqual({ kind: 'saved', document: expected })
      expect(await workspace.loadDraft('sales')).toEqual(expected)
      expect(await again().loadDraft('sales')).toEqual(expected)
    })

    test('a draft keeps the order in which its states were drawn', async () => {
      const { workspace } = await openEmpty()
      const definition = JSON.parse('{"states":{"won":{},"lost":{},"__proto__":{},"discovery":{}}}')

      await workspace.saveDraft('sales', { definition, layout: null }, ana(0))
      const moved = JSON.parse('{"states":{"discovery":{},"won":{},"lost":{},"__proto__":{}}}')
      const saved = await workspace.saveDraft('sales', { definition: moved, layout: null }, ana(1))

      expect(saved).toMatchObject({ kind: 'saved', document: { revision: 2 } })
      expect(JSON.stringify((await workspace.loadDraft('sales'))?.definition)).toBe(JSON.stringify(moved))
    })

    test('a draft saved on top of an older revision is a conflict that carries both sides', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))
      await workspace.saveDraft('sales', { ...drawn, layout: { open: { x: 5, y: 5 } } }, ben(1))

      const late = await workspace.saveDraft('sales', { ...drawn, layout: { open: { x: 9, y: 9 } } }, ana(1))

      expect(late).toMatchObject({
        kind: 'conflict',
        mine: { savedBy: 'ana', layout: { open: { x: 9, y: 9 } } },
        theirs: { savedBy: 'ben', revision: 2, layout: { open: { x: 5, y: 5 } } },
      })
      expect((await workspace.loadDraft('sales'))?.savedBy).toBe('ben')
    })

    test('a draft saved on top of one that is not there is a conflict with nothing on the other side', async () => {
      const { workspace } = await openEmpty()

      const outcome = await workspace.saveDraft('sales', drawn, ana(3))

      expect(outcome).toMatchObject({ kind: 'conflict', theirs: null })
      expect(await workspace.loadDraft('sales')).toBeUndefined()
    })

    test('saving what is there already is no conflict and makes no new revision', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))

      const repeated = await workspace.saveDraft('sales', drawn, ana(0))
      const unchanged = await workspace.saveDraft('sales', drawn, ana(1))

      expect(repeated).toMatchObject({ kind: 'saved', document: { revision: 1 } })
      expect(unchanged).toMatchObject({ kind: 'saved', document: { revision: 1 } })
    })

    test('of many who save a draft from the same revision, exactly one is kept', async () => {
      const { workspace, again } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))
      const other = again()

      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 ? workspace : other).saveDraft('sales', { ...drawn, layout: { n } }, ana(1)),
        ),
      )

      const kept = outcomes.filter(outcome => outcome.kind === 'saved')
      expect(kept).toHaveLength(1)
      expect(await workspace.loadDraft('sales')).toEqual(kept[0]?.document)
    })

    test('drafts are listed by process, with the name that the definition has', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))
      await workspace.saveDraft('delivery', { definition: {}, layout: {} }, ben(0))
      await workspace.saveScenarios('marketing', [], ana(0))

      const { items } = await workspace.listDrafts()

      expect(items).toEqual([
        { process: 'delivery', name: null, revision: 1, savedAt: at, savedBy: 'ben' },
        { process: 'sales', name: 'Sales', revision: 1, savedAt: at, savedBy: 'ana' },
      ])
    })

    test('a draft that is thrown away is gone with its scenarios, and can be begun anew', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))
      await workspace.saveScenarios('sales', [], ana(0))

      const removed = [await workspace.removeDraft('sales'), await workspace.removeDraft('sales')]

      expect(removed).toEqual([true, false])
      expect(await workspace.loadDraft('sales')).toBeUndefined()
      expect(await workspace.loadScenarios('sales')).toBeUndefined()
      expect((await workspace.listDrafts()).items).toEqual([])
      expect((await workspace.saveDraft('sales', drawn, ana(0))).kind).toBe('saved')
    })

    test('scenarios have revisions of their own, and conflicts', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveDraft('sales', drawn, ana(0))

      const first = await workspace.saveScenarios('sales', [{ scenario: 'a small deal' }], ana(0))
      const late = await workspace.saveScenarios('sales', [], ben(0))

      expect(first).toMatchObject({ kind: 'saved', document: { revision: 1 } })
      expect(late).toMatchObject({ kind: 'conflict', theirs: { scenarios: [{ scenario: 'a small deal' }] } })
      expect((await workspace.loadScenarios('sales'))?.scenarios).toEqual([{ scenario: 'a small deal' }])
    })

    test('every version of a register stays as it was saved', async () => {
      const { workspace, again } = await openEmpty()
      await workspace.saveRegister('strategy', { threshold: 60 }, note(0))
      await workspace.saveRegister('strategy', { threshold: 70 }, { ...note(1), note: 'too many leads' })

      expect((await again().loadRegister('strategy'))?.content).toEqual({ threshold: 70 })
      expect(await workspace.loadRegister('strategy', 1)).toEqual({
        name: 'strategy',
        version: 1,
        savedAt: at,
        savedBy: 'ana',
        note: 'spring',
        content: { threshold: 60 },
      })
      expect(await workspace.newestRegisterVersion('strategy')).toBe(2)
      expect(await workspace.loadRegister('strategy', 3)).toBeUndefined()
      expect((await workspace.listRegisterVersions('strategy')).items).toEqual([
        { name: 'strategy', version: 2, savedAt: at, savedBy: 'ana', note: 'too many leads' },
        { name: 'strategy', version: 1, savedAt: at, savedBy: 'ana', note: 'spring' },
      ])
    })

    test('version 10 of a register is newer than version 9', async () => {
      const { workspace } = await openEmpty()
      for (let version = 0; version < 11; version++)
        await workspace.saveRegister('campaigns', { version }, note(version))

      expect((await workspace.loadRegister('campaigns'))?.version).toBe(11)
    })

    test('a register saved on top of an older version is a conflict that carries both sides', async () => {
      const { workspace } = await openEmpty()
      await workspace.saveRegister('strategy', { threshold: 60 }, note(0))

      const late = await workspace.saveRegister('strategy', { threshold: 80 }, note(0))
      const repeated = await workspace.saveRegister('strategy', { threshold: 60 }, note(0))

      expect(late).toMatchObject({
        kind: 'conflict',
        mine: { content: { threshold: 80 } },
        theirs: { version: 1, content: { threshold: 60 } },
      })
      expect(repeated).toMatchObject({ kind: 'saved', document: { version: 1 } })
    })

    test('of many who save a register from the same version, exactly one is kept', async () => {
      const { workspace, again } = await openEmpty()
      const other = again()

      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          (n % 2 ? workspace : other).saveRegister('strategy', { n }, note(0)),
        ),
      )

      expect(outcomes.filter(outcome => outcome.kind === 'saved')).toHaveLength(1)
      expect(await workspace.newestRegisterVersion('strategy')).toBe(1)
    })

    test('whoever listens hears of the registers saved here, until they stop', async () => {
      const { workspace } = await openEmpty()
      const heard: RegisterName[] = []
      const stop = workspace.onRegisterSaved(register => heard.push(register))

      await workspace.saveRegister('strategy', { threshold: 60 }, note(0))
      await workspace.saveRegister('strategy', { threshold: 80 }, note(7))
      stop()
      await workspace.saveRegister('campaigns', [], note(0))

      expect(heard).toEqual(['strategy'])
    })

    test.each([
      '../sales',
      '/etc/passwd',
      'a/b',
      'a\\b',
      '..',
      '.',
      '',
      'Sales',
      'sales.json',
      'a\0',
      'x'.repeat(81),
    ])('nothing is loaded or saved under the name %j', async name => {
      const { workspace } = await openEmpty()

      expect(await workspace.loadDraft(name)).toBeUndefined()
      expect(await workspace.loadScenarios(name)).toBeUndefined()
      expect(await workspace.loadRegister(name)).toBeUndefined()
      expect((await workspace.listRegisterVersions(name)).items).toEqual([])
      await expect(workspace.saveDraft(name, drawn, ana(0))).rejects.toThrow(InvalidNameError)
      await expect(workspace.saveScenarios(name, [], ana(0))).rejects.toThrow(InvalidNameError)
      await expect(workspace.saveRegister(name, {}, note(0))).rejects.toThrow(InvalidNameError)
    })

    test.each([0, -1, 1.5, Number.NaN])('version %d of a register is not there', async version => {
      const { workspace } = await openEmpty()
      await workspace.saveRegister('strategy', {}, note(0))

      expect(await workspace.loadRegister('strategy', version)).toBeUndefined()
    })
  })
}
