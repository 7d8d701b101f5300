import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyStates, fromClipboardText, toClipboardText } from '../../designer/editor/clipboard.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit, type Edit, EditError } from '../../designer/editor/edit.ts'
import { begin, record, redo, undo } from '../../designer/editor/history.ts'
import { listTransitions } from '../../designer/editor/transitions.ts'
import { parseDefinition } from '../../engine/parse.ts'
import { indexStates } from '../../engine/paths.ts'
import { verify } from '../../engine/verify.ts'
import { arbitraryDefinition } from '../support/arbitrary-definition.ts'
import { arbitraryWish, toEdit, type Wish } from '../support/arbitrary-edit.ts'

const arbitraryDraft = (): fc.Arbitrary<Draft> =>
  arbitraryDefinition().map(definition => {
    const paths = [...indexStates(definition).byPath.keys()].filter(path => path !== '')
    const states = Object.fromEntries(paths.map((path, n) => [path, { x: n * 10, y: n }]))
    return { definition, layout: { origin: 'parent', states } }
  })

/** The draft after one more edit; the same when it cannot be made. */
function tryEdit(draft: Draft, wish: Wish): Draft {
  const edit = toEdit(draft, wish)
  if (!edit) return draft
  try {
    return applyEdit(draft, edit)
  } catch (error) {
    if (error instanceof EditError) return draft
    throw error
  }
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}

describe('any sequence of edits', () => {
  test('keeps the draft one that parses, with places only for states that are there', () => {
    fc.assert(
      fc.property(arbitraryDraft(), fc.array(arbitraryWish(), { maxLength: 12 }), (start, wishes) => {
        const { definition, layout } = wishes.reduce(tryEdit, frozen(start))

        expect(parseDefinition(JSON.stringify(definition)).problems).toEqual([])
        const { byPath } = indexStates(definition)
        expect(Object.keys(layout.states).filter(path => !byPath.has(path))).toEqual([])
      }),
    )
  })

  test('is undone and done again to the very same drafts', () => {
    fc.assert(
      fc.property(arbitraryDraft(), fc.array(arbitraryWish(), { maxLength: 8 }), (start, wishes) => {
        let history = begin(start)
        const drafts = [start]
        for (const wish of wishes) {
          const edit = toEdit(history.draft, wish)
          if (!edit || !canBeMade(history.draft, edit)) continue
          history = record(history, edit)
          if (history.draft !== drafts.at(-1)) drafts.push(history.draft)
        }

        for (const draft of drafts.toReversed()) {
          expect(history.draft).toBe(draft)
          history = undo(history)
        }
        for (const draft of drafts) {
          expect(history.draft).toBe(draft)
          history = redo(history)
        }
      }),
    )
  })

  test('leaves every target meaning a state, as it did before', () => {
    fc.assert(
      fc.property(arbitraryDraft(), fc.array(arbitraryWish(), { maxLength: 8 }), (start, wishes) => {
        const { definition } = wishes.filter(({ kind }) => kind !== 'add-transition').reduce(tryEdit, start)

        const lost = verify(definition).filter(({ code }) => code === 'unknown-target')
        expect(lost).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

test('renaming a state changes no transition’s meaning', () => {
  fc.assert(
    fc.property(arbitraryDraft(), fc.nat(), (draft, n) => {
      const paths = [...indexStates(draft.definition).byPath.keys()].filter(path => path !== '')
      const path = paths[n % paths.length]!
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')))
      const to = parent === '' ? 'renamed' : `${parent}.renamed`

      const after = applyEdit(draft, { kind: 'rename-state', path, key: 'renamed' })

      const follow = (one: string) =>
        one === path || one.startsWith(`${path}.`) ? to + one.slice(path.length) : one
      const meaning = ({ definition }: Draft, change: (path: string) => string) =>
        listTransitions(definition)
          .map(({ source, targets }) => [change(source.path), targets.map(state => change(state.path))])
          .sort()
      expect(meaning(after, one => one)).toEqual(meaning(draft, follow))
      expect(codes(after)).toEqual(codes(draft))
    }),
  )
})

test('what is copied comes through the clipboard’s text unchanged, and pastes as often as one likes', () => {
  fc.assert(
    fc.property(arbitraryDraft(), fc.nat(), fc.nat(), (draft, a, b) => {
      const paths = [...indexStates(draft.definition).byPath.keys()].filter(path => path !== '')
      const fragment = copyStates(draft, [paths[a % paths.length]!, paths[b % paths.length]!])

      const read = fromClipboardText(toClipboardText(fragment))!
      const twice = [1, 2].reduce<Draft>(
        so => applyEdit(so, { kind: 'paste', fragment: read, into: '' }),
        draft,
      )

      expect(read).toEqual(fragment)
      expect(parseDefinition(twice.definition).problems).toEqual([])
      expect(verify(twice.definition).filter(({ code }) => code === 'unknown-target')).toEqual([])
      const added = Object.keys(twice.definition.states).length - Object.keys(draft.definition.states).length
      expect(added).toBe(2 * Object.keys(fragment.states).length)
    }),
    { numRuns: 200 },
  )
})

function canBeMade(draft: Draft, edit: Edit): boolean {
  try {
    applyEdit(draft, edit)
    return true
  } catch {
    return false
  }
}

const codes = ({ definition }: Draft) =>
  verify(definition)
    .map(({ code }) => code)
    .sort()
