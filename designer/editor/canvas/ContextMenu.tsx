import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import type { Point } from '../../diagram/route.ts'
import type { Selection } from '../../diagram/selection.ts'
import type { Action, ActionId } from '../actions.ts'
import classes from './Canvas.module.css'
import { KeyNames } from './KeyNames.tsx'
import { words } from './texts.ts'

/** What a menu offers, in groups; what is not possible is left out. */
const menus = {
  canvas: [
    ['append', 'add-compound', 'add-parallel', 'add-final', 'add-history'],
    ['paste', 'select-all', 'search'],
    ['tidy', 'collapse-all', 'expand-all'],
    ['fit', 'actual-size', 'keys'],
  ],
  state: [
    ['append', 'connect', 'rename', 'rename-key', 'make-initial'],
    ['expand', 'collapse', 'move-into', 'move-out'],
    ['cut', 'copy', 'paste', 'duplicate'],
    ['zoom-selection', 'properties'],
    ['remove'],
  ],
  transition: [['rename', 'reconnect', 'turn-back'], ['zoom-selection', 'properties'], ['remove']],
  selection: [
    ['align-left', 'align-centre', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
    ['distribute-horizontally', 'distribute-vertically'],
    ['move-into', 'move-out', 'collapse', 'expand'],
    ['cut', 'copy', 'duplicate'],
    ['zoom-selection', 'remove'],
  ],
} satisfies Record<string, ActionId[][]>

function menuOf({ states, transitions }: Selection): ActionId[][] {
  if (states.length + transitions.length > 1) return menus.selection
  if (states.length === 1) return menus.state
  return transitions.length === 1 ? menus.transition : menus.canvas
}

type Props = { at: Point; selection: Selection; actions: readonly Action[]; onClose(): void }

/** What can be done with what is selected, beside it. */
export function ContextMenu({ at, selection, actions, onClose }: Props) {
  const groups = menuOf(selection)
    .map(ids => actions.filter(({ id, isPossible }) => ids.includes(id) && isPossible()))
    .map((group, n) => inOrder(group, menuOf(selection)[n]!))
    .filter(group => group.length > 0)
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      offset={2}
      width={260}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        {/* It hangs on a point, of which nobody has to hear. */}
        <span
          aria-hidden
          className={classes.menuAt}
          style={{ insetInlineStart: at.x, insetBlockStart: at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={words.menu}>
        {groups.map((group, n) => (
          <Fragment key={group[0]!.id}>
            {n > 0 && <Menu.Divider />}
            {group.map(({ id, name, keys, run }) => (
              <Menu.Item key={id} rightSection={<KeyNames keys={keys.slice(0, 1)} />} onClick={() => run()}>
                {name}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const inOrder = (group: Action[], ids: ActionId[]) =>
  ids.flatMap(id => group.find(action => action.id === id) ?? [])
