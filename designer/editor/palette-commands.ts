// What the command palette offers while a process is open: the actions of the drawing, and its tabs.

import type { AppCommand } from '../command/registry.ts'
import type { Action, ActionId } from './actions.ts'
import { words } from './texts.ts'

export type Tab = keyof Omit<typeof words.tabs, 'label'>

const tabs = ['draw', 'list', 'simulate', 'versions', 'json'] as const

/** What means the same on the list as on the drawing. */
const onList: ReadonlySet<ActionId> = new Set([
  'undo',
  'redo',
  'copy',
  'cut',
  'paste',
  'duplicate',
  'remove',
  'append',
  'save',
  'properties',
  'problems',
])

export const listActions = (actions: readonly Action[]) => actions.filter(({ id }) => onList.has(id))

export function paletteCommands(around: {
  actions: readonly Action[]
  tab: Tab
  open(tab: Tab): void
  publish(): void
  readOnly: boolean
}): AppCommand[] {
  const { actions, tab, open, publish, readOnly } = around
  const group = words.inProcess
  const here = tab === 'draw' ? actions : tab === 'list' ? listActions(actions) : []
  return [
    ...here
      .filter(one => !one.byKeyOnly && one.isPossible())
      .map(({ id, name, keys, run }) => ({
        id: `editor:${id}`,
        title: name,
        group,
        ...(keys[0] !== undefined && { keys: keys[0] }),
        run: () => run(),
      })),
    ...(readOnly ? [] : [{ id: 'editor:publish', title: words.publish, group, run: publish }]),
    ...tabs
      .filter(one => one !== tab)
      .map(one => ({
        id: `editor:tab:${one}`,
        title: words.openTab(words.tabs[one]),
        group,
        run: () => open(one),
      })),
  ]
}
