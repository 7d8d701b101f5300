import { type ReactNode, useId, useState } from 'react'
import classes from './Panels.module.css'

type Props = {
  title: ReactNode
  /** beside the title: how many, or what it comes to */
  note?: ReactNode
  /** buttons beside the title */
  tools?: ReactNode
  /** one of the things in a part of the panel, not a part of it */
  isItem?: boolean
  startOpen?: boolean
  /** where something else says what is open */
  open?: { isOpen: boolean; toggle(): void }
  children: ReactNode
}

/** A part of a panel that is opened to be read. What is inside is made only then: some of it is large. */
export function Fold({ title, note, tools, isItem = false, startOpen = false, open, children }: Props) {
  const id = useId()
  const [isOwn, setOwn] = useState(startOpen)
  const { isOpen, toggle } = open ?? { isOpen: isOwn, toggle: () => setOwn(!isOwn) }
  const Heading = isItem ? 'h4' : 'h3'
  return (
    <div className={classes.fold}>
      <div className={classes.head}>
        <Heading>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            // biome-ignore lint/a11y/noAutofocus: what somebody has just added is what they go on with
            autoFocus={isItem && startOpen}
            onClick={toggle}
          >
            <span className={classes.name}>{title}</span>
            {note !== undefined && note !== '' && <span className={classes.note}>{note}</span>}
          </button>
        </Heading>
        {tools}
      </div>
      {isOpen && (
        <div id={id} className={`${classes.inside} ${isItem ? classes.nested : ''}`}>
          {children}
        </div>
      )}
    </div>
  )
}
