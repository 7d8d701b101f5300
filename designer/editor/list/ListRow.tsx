import { ActionIcon, Kbd, Menu, TextInput } from '@mantine/core'
import { memo, useState } from 'react'
import { MoreSign, OpenSign } from '../../ui/signs.tsx'
import type { RowAction } from './actions.ts'
import classes from './List.module.css'
import type { Row } from './rows.ts'
import { words } from './texts.ts'

type Props = {
  row: Row
  isCurrent: boolean
  /** the text that is being written in it */
  editing: string | null
  menu: boolean
  actions(row: Row): RowAction[]
  onToggle(id: string, open: boolean): void
  onMenu(id: string | null): void
  onWritten(id: string, text: string | null): void
}

/** Rows that look the same are not drawn again: a list has thousands of them. */
export const ListRow = memo(DrawRow, (before, after) => {
  const same = Object.entries(after.row).every(([key, value]) => before.row[key as keyof Row] === value)
  return (
    same &&
    before.row.kind === after.row.kind &&
    before.isCurrent === after.isCurrent &&
    before.editing === after.editing &&
    before.menu === after.menu
  )
})

function DrawRow({ row, isCurrent, editing, menu, actions, onToggle, onMenu, onWritten }: Props) {
  const isOpen = row.kind === 'state' ? row.isOpen : null
  const found = words.problems(row.errors, row.warnings)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a tree, which HTML has none of
    <div
      role="row"
      className={classes.row}
      data-id={row.id}
      data-kind={row.kind}
      style={{ '--level': row.level } as React.CSSProperties}
      tabIndex={isCurrent ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={isCurrent}
      {...(isOpen !== null && { 'aria-expanded': isOpen })}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus */}
      <div role="gridcell" className={classes.name}>
        {isOpen === null ? (
          <span className={classes.twisty} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={classes.twisty}
            data-open={isOpen}
            // For the mouse: the row itself says whether it is open, and the arrows do the same.
            aria-hidden
            onClick={() => onToggle(row.id, !isOpen)}
          >
            <OpenSign />
          </button>
        )}
        {editing === null ? (
          <span dir="auto" title={row.title}>
            {row.title}
          </span>
        ) : (
          <Write label={words.newTitle(row.title)} before={editing} done={text => onWritten(row.id, text)} />
        )}
      </div>
      <Cell text={row.what} />
      <Cell text={row.stage} name={classes.extra!} />
      <Cell text={row.roles} name={classes.extra!} />
      <Cell text={row.rules} name={classes.extra!} />
      <Cell text={found} name={row.errors > 0 ? classes.errors! : classes.warnings!} />
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus */}
      <div role="gridcell" className={classes.actions}>
        {isCurrent && <Actions row={row} isOpen={menu} list={menu ? actions(row) : []} onMenu={onMenu} />}
      </div>
    </div>
  )
}

const Cell = ({ text, name = '' }: { text: string; name?: string }) => (
  // biome-ignore lint/a11y/useSemanticElements: as the row
  // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus
  <div role="gridcell" className={`${classes.cell} ${name}`} title={text} dir="auto">
    {text}
  </div>
)

type ActionsProps = { row: Row; isOpen: boolean; list: RowAction[]; onMenu(id: string | null): void }

function Actions({ row, isOpen, list, onMenu }: ActionsProps) {
  return (
    <Menu
      returnFocus={false}
      opened={isOpen}
      onChange={opened => onMenu(opened ? row.id : null)}
      position="bottom-end"
      width={260}
    >
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={words.actionsOf(row.title)}>
          <MoreSign />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {list.map(({ id, title, keys, run }) => (
          <Menu.Item
            key={id}
            onClick={run}
            {...(keys !== undefined && { rightSection: <Kbd size="xs">{keys}</Kbd> })}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Counts when it is left or Enter is pressed; Escape leaves what was. */
function Write({ label, before, done }: { label: string; before: string; done(text: string | null): void }) {
  const [text, setText] = useState(before)
  return (
    <TextInput
      size="xs"
      aria-label={label}
      autoFocus
      className={classes.write!}
      value={text}
      onFocus={event => event.currentTarget.select()}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={() => done(text)}
      onKeyDown={event => {
        event.stopPropagation()
        if (event.key === 'Enter') {
          event.preventDefault()
          done(text)
        }
        if (event.key === 'Escape') done(null)
      }}
    />
  )
}
