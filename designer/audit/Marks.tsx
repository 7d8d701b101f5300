import classes from './Audit.module.css'
import type { Mark } from './tell-item.ts'
import { words } from './texts.ts'

const tones: Partial<Record<Mark, string>> = { refused: 'refused', administrator: 'strong' }

/** How an entry came about, and by whose authority, in a word each. */
export function Marks({ marks }: { marks: Mark[] }) {
  return marks.map(mark => (
    <span key={mark}>
      {' '}
      <span className={classes.mark} data-tone={tones[mark]}>
        {words.marks[mark]}
      </span>
    </span>
  ))
}
