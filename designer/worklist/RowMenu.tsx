import { Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Priority } from '../../engine/case.ts'
import type { WorkItem } from '../answers.ts'
import { MoreSign } from '../ui/signs.tsx'
import { LateMenu } from './LateMenu.tsx'
import { words } from './texts.ts'
import classes from './WorkGrid.module.css'
import type { RowDoes } from './WorkRow.tsx'
import { priorities } from './work-search.ts'

type Props = { item: WorkItem; called: string; does: RowDoes }

/** How urgent the case is, and the choice of another. */
export function PriorityMenu({ item, called, does }: Props) {
  return (
    <LateMenu
      position="bottom-start"
      width={160}
      button={props => (
        <button
          type="button"
          {...props}
          tabIndex={-1}
          className={classes.priority}
          data-priority={item.priority}
          aria-haspopup="menu"
          aria-label={words.setPriority(words.priorities[item.priority], called)}
        >
          <PriorityBars priority={item.priority} />
          {words.priorities[item.priority]}
        </button>
      )}
    >
      <Choices {...{ item, does }} />
    </LateMenu>
  )
}

/** What else can be done with the case. */
export function RowMenu({ item, called, isMine, does }: Props & { isMine: boolean }) {
  const navigate = useNavigate()
  const { menu } = words
  return (
    <LateMenu
      position="bottom-end"
      width={200}
      button={props => (
        <button
          type="button"
          {...props}
          tabIndex={-1}
          className={classes.menu}
          data-menu
          aria-haspopup="menu"
          aria-label={words.list.more(called)}
        >
          <MoreSign />
        </button>
      )}
    >
      {!isMine && (
        <Menu.Item onClick={() => does.claim(item)}>
          {item.assignee === null ? menu.claim : menu.takeOver}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => does.give(item)}>{menu.give}</Menu.Item>
      {item.assignee !== null && <Menu.Item onClick={() => does.release(item)}>{menu.release}</Menu.Item>}
      <Menu.Item onClick={() => void navigate({ to: '/cases/$id', params: { id: item.id } })}>
        {menu.open}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Label>{menu.priority}</Menu.Label>
      <Choices {...{ item, does }} />
    </LateMenu>
  )
}

function Choices({ item, does }: Pick<Props, 'item' | 'does'>) {
  return (
    <Menu.RadioGroup
      value={item.priority}
      onChange={value => value !== item.priority && does.setPriority(item, value as Priority)}
    >
      {priorities.map(value => (
        <Menu.RadioItem key={value} value={value}>
          {words.priorities[value]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

/** As many bars as it is urgent, beside the word. */
function PriorityBars({ priority }: { priority: Priority }) {
  const high = priorities.length - priorities.indexOf(priority)
  return (
    <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden>
      {priorities.map((one, n) => (
        <rect
          key={one}
          x={n * 3.5}
          y={9 - n * 3}
          width="2.5"
          height={3 + n * 3}
          rx="0.5"
          fill="currentColor"
          opacity={n < high ? 1 : 0.25}
        />
      ))}
    </svg>
  )
}
