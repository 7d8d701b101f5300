// What hands do to a drawing, without a browser.

import { describe, expect, test } from 'vitest'
import { boxesOf } from '../../designer/diagram/boxes.ts'
import { createProjector } from '../../designer/diagram/project.ts'
import { nothingSelected } from '../../designer/diagram/selection.ts'
import { dropping, holderAt } from '../../designer/editor/canvas/drop.ts'
import { endOf } from '../../designer/editor/canvas/follow.ts'
import { absoluteOf, drag, resize } from '../../designer/editor/canvas/hand.ts'
import { createOverlay } from '../../designer/editor/canvas/overlay.ts'
import { reconnecting } from '../../designer/editor/canvas/reconnect.ts'
import { stateTowards } from '../../designer/editor/canvas/walk.ts'
import type { Draft } from '../../designer/editor/draft.ts'
import { applyEdit } from '../../designer/editor/edit.ts'

const draft: Draft = {
  definition: {
    id: 'order',
    name: 'Order',
    initial: 'open',
    states: {
      open: { on: { SEND: [{ target: 'sent' }], SPLIT: [{ target: ['sent', 'done'] }] } },
      sent: {},
      group: { initial: 'packed', states: { packed: { on: { SEND: [{ target: '#sent' }] } }, left: {} } },
      done: { type: 'final' },
    },
  },
  layout: {
    origin: 'parent',
    states: {
      open: { x: 0, y: 0 },
      sent: { x: 400, y: 0 },
      group: { x: 400, y: 200, w: 600, h: 300 },
      'group.packed': { x: 40, y: 80 },
      'group.left': { x: 320, y: 80 },
      done: { x: 0, y: 200 },
    },
  },
}
const placed = boxesOf(draft.definition, draft.layout)

describe('what is let go over a state', () => {
  test('goes into the innermost state that can hold others', () => {
    expect(holderAt(placed, { x: 450, y: 480 })).toBe('group')
    expect(holderAt(placed, { x: 460, y: 300 })).toBe('group.packed')
    expect(holderAt(placed, { x: 20, y: 220 })).toBe('')
    expect(holderAt(placed, { x: 460, y: 300 }, ['group.packed'])).toBe('group')
  })

  test('keeps the distance to what is dragged with it, and does not cover the title', () => {
    const edit = dropping(draft, { open: { x: 410, y: 205 }, sent: { x: 410, y: 305 } }, 'group')
    const { layout, definition } = applyEdit(draft, edit)

    expect(layout.states['group.open']).toEqual({ x: 16, y: 48 })
    expect(layout.states['group.sent']).toEqual({ x: 16, y: 148 })
    expect(definition.states.group!.states!.open!.on!.SEND).toEqual([{ target: 'sent' }])
  })

  test('makes a plain state one that holds states', () => {
    const { layout, definition } = applyEdit(draft, dropping(draft, { done: { x: 10, y: 10 } }, 'open'))

    expect(definition.states.open!.initial).toBe('done')
    expect(layout.states['open.done']).toEqual({ x: 32, y: 56 })
  })

  test('only changes its place where it was in that state already', () => {
    const edit = dropping(draft, { 'group.packed': { x: 500, y: 300 } }, 'group')

    expect(edit).toEqual({ kind: 'place', places: { 'group.packed': { x: 100, y: 100 } } })
  })
})

describe('while it is dragged', () => {
  const dragged = (at: { x: number; y: number }, pointer: { x: number; y: number }, reach = 6) =>
    drag({ placed, wished: new Map([['open', at]]), pointer, reach })

  test('a state is drawn on the grid, or in line with another one', () => {
    expect(dragged({ x: 101, y: 702 }, { x: 110, y: 710 }).inHand.open).toEqual({ x: 104, y: 704 })
    expect(dragged({ x: 397, y: 702 }, { x: 410, y: 710 }).inHand.open!.x).toBe(400)
  })

  test('it is where the pointer has it when snapping is off', () => {
    expect(dragged({ x: 397, y: 701 }, { x: 410, y: 710 }, 0).inHand.open).toEqual({ x: 397, y: 701 })
  })

  test('the state that it would go into is named, and none where it stays in its own', () => {
    expect(dragged({ x: 500, y: 400 }, { x: 510, y: 450 }).target).toBe('group')
    expect(dragged({ x: 0, y: 700 }, { x: 10, y: 710 }).target).toBeNull()
  })

  test('where it is in the picture is known, whatever it is in', () => {
    expect(absoluteOf(placed, { 'group.packed': { x: 8, y: 8 } })).toEqual({
      'group.packed': { x: 408, y: 208 },
    })
  })
})

describe('a state that is given another size', () => {
  test('has it on the grid', () => {
    const { inHand } = resize(placed, 'group', { x: 400, y: 200, w: 643, h: 301 })

    expect(inHand).toEqual({ group: { x: 400, y: 200, w: 640, h: 304 } })
  })

  test('leaves what is inside where it is when its upper left corner moves', () => {
    const { inHand } = resize(placed, 'group', { x: 380, y: 180, w: 620, h: 320 })

    expect(inHand.group).toEqual({ x: 384, y: 184, w: 616, h: 316 })
    expect(inHand['group.packed']).toEqual({ x: 56, y: 96 })
  })
})

describe('what is laid over the picture', () => {
  const picture = createProjector()({ ...draft, selection: nothingSelected })

  test('changes only the nodes in hand and the lines that end there', () => {
    const lay = createOverlay()
    const shown = lay(picture, nothingSelected, { sent: { x: 408, y: 8 } })

    const nodes = shown.nodes.filter((node, n) => node !== picture.nodes[n])
    const edges = shown.edges.filter((edge, n) => edge !== picture.edges[n])
    expect(nodes.map(({ id, position }) => [id, position])).toEqual([['sent', { x: 408, y: 8 }]])
    expect(edges.every(({ target }) => target === 'sent')).toBe(true)
    const [before, after] = [picture.edges[0]!.data.route, shown.edges[0]!.data.route]
    expect(endOf(after, 'start')).toEqual(endOf(before, 'start'))
    expect(endOf(after, 'end').x).toBe(endOf(before, 'end').x + 8)
  })

  test('moves the lines of what lies inside along with a group', () => {
    const shown = createOverlay()(picture, nothingSelected, { group: { x: 500, y: 200 } })

    const line = shown.edges.find(({ source }) => source === 'group.packed')!
    const before = picture.edges.find(({ source }) => source === 'group.packed')!
    expect(endOf(line.data.route, 'start').x).toBe(endOf(before.data.route, 'start').x + 100)
  })

  test('gives the same objects for the same look', () => {
    const lay = createOverlay()
    const selection = { states: ['open'], transitions: [] }
    const first = lay(picture, selection, {})

    expect(lay(picture, selection, {}).nodes[0]).toBe(first.nodes[0])
    expect(first.nodes[0]!.selected).toBe(true)
  })
})

describe('a transition', () => {
  test('is led to another state', () => {
    const found = reconnecting(draft, '/states/open/on/SEND/0', 'end', 'group.left')!

    const after = applyEdit(draft, found.edit).definition
    expect(after.states.open!.on!.SEND).toEqual([{ target: '#group.left' }])
  })

  test('of several targets is led elsewhere with the one that was pulled', () => {
    const found = reconnecting(draft, '/states/open/on/SPLIT/0', 'end', 'group', 1)!

    expect(applyEdit(draft, found.edit).definition.states.open!.on!.SPLIT).toEqual([
      { target: ['sent', 'group'] },
    ])
  })

  test('begins in another state, and means the same target from there', () => {
    const found = reconnecting(draft, '/states/open/on/SEND/0', 'start', 'group.packed')!

    const after = applyEdit(draft, found.edit).definition
    expect(found.pointer).toBe('/states/group/states/packed/on/SEND/1')
    expect(after.states.group!.states!.packed!.on!.SEND).toEqual([{ target: '#sent' }, { target: '#sent' }])
    expect(after.states.open!.on!.SEND).toBeUndefined()
  })
})

describe('walking', () => {
  test('begins where the process does', () => {
    expect(stateTowards(draft, undefined, 'right')).toBe('open')
  })

  test('goes along transitions, then to the nearest state in that direction', () => {
    expect(stateTowards(draft, 'open', 'right')).toBe('sent')
    expect(stateTowards(draft, 'sent', 'left')).toBe('open')
    expect(stateTowards(draft, 'group.packed', 'right')).toBe('group.left')
    expect(stateTowards(draft, 'sent', 'down')).toBe('group.packed')
  })

  test('goes into a group and out again', () => {
    expect(stateTowards(draft, 'group', 'down')).toBe('group.packed')
    expect(stateTowards(draft, 'group.left', 'up')).toBe('group')
  })

  test('stays where nothing lies that way', () => {
    expect(stateTowards(draft, 'open', 'left')).toBeUndefined()
  })
})
