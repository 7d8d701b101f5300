import { Fragment } from 'react'
import classes from './Canvas.module.css'
import { words } from './texts.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Keys as they are written on the keyboard: `Ctrl`+`Z`, or ⌘ on a Mac. */
export function KeyNames({ keys }: { keys: readonly string[] }) {
  return keys.map((chord, n) => (
    <Fragment key={chord}>
      {n > 0 && ` ${words.or} `}
      <kbd className={classes.key}>{nameOf(chord)}</kbd>
    </Fragment>
  ))
}

export const nameOf = (chord: string): string =>
  chord
    .replace('Ctrl', isMac ? '⌘' : 'Ctrl')
    .replace('ContextMenu', words.menuKey)
    .replace('Arrows', words.arrows)
    .replace(/(?<=.)\+(?=.)/g, ' + ')
