import { ActionIcon } from '@mantine/core'
import { CrossSign } from '../../ui/signs.tsx'
import classes from './Panels.module.css'
import { words } from './texts.ts'

type Props = {
  name: string
  /** its place among how many; without it, there is no order */
  place?: { index: number; count: number; move(by: -1 | 1): void }
  remove?: () => void
}

/** What can be done with one of several things in a list. */
export function RowTools({ name, place, remove }: Props) {
  const tool = { variant: 'subtle', color: 'gray', size: 28 } as const
  return (
    <div className={classes.tools}>
      {place && place.count > 1 && (
        <>
          <ActionIcon
            {...tool}
            aria-label={words.up(name)}
            {...offIf(place.index === 0)}
            onClick={() => place.index > 0 && place.move(-1)}
          >
            <Arrow />
          </ActionIcon>
          <ActionIcon
            {...tool}
            aria-label={words.down(name)}
            {...offIf(place.index === place.count - 1)}
            onClick={() => place.index < place.count - 1 && place.move(1)}
          >
            <Arrow isDown />
          </ActionIcon>
        </>
      )}
      {remove && (
        <ActionIcon {...tool} aria-label={words.removeNamed(name)} onClick={remove}>
          <CrossSign />
        </ActionIcon>
      )}
    </div>
  )
}

/** Still there for the keyboard, which has just moved the row to the end. */
const offIf = (isOff: boolean) => isOff && { 'aria-disabled': true, 'data-disabled': true }

const Arrow = ({ isDown = false }: { isDown?: boolean }) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    aria-hidden
  >
    <path d={isDown ? 'M8 3v10m-4-4 4 4 4-4' : 'M8 13V3M4 7l4-4 4 4'} />
  </svg>
)
