import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Choose } from '../../../engine/merge.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime } from '../../ui/format.ts'
import { Changes } from '../../versions/Changes.tsx'
import { Compared } from '../../versions/Compared.tsx'
import type { Editor } from '../editor.ts'
import { Conflict } from './Conflict.tsx'
import type { Copies, Copy } from './copies.ts'
import { meet, type Sides } from './meet.ts'
import classes from './Saving.module.css'
import { words } from './texts.ts'

type Props = { copies: Copies; editor: Editor; say(sentence: string): void }

/** Work that a tab left behind without saving it is offered: to take, to compare, to throw away. */
export function LeftBehind({ copies, editor, say }: Props) {
  const [left, setLeft] = useState<Copy[]>([])
  const [shown, show] = useState<'compare' | 'conflict' | null>(null)
  const [isSure, setSure] = useState(false)
  useEffect(() => {
    copies.leftBehind().then(
      found => setLeft(found),
      // A browser that keeps no copies has none to offer.
      () => {},
    )
  }, [copies])
  const copy = left[0]
  if (!copy) return null
  const sides = (): Sides => ({ base: copy.base, mine: copy.mine, theirs: editor.get().draft })

  function done(): void {
    show(null)
    setSure(false)
    setLeft(left.slice(1))
    void copies.discard(copy!)
  }

  function take(choose?: Choose): void {
    const { draft, clashes } = meet(sides(), choose)
    if (clashes.length > 0 && !choose) {
      show('conflict')
      return
    }
    editor.apply({ kind: 'replace', ...draft })
    say(words.leftBehind.taken)
    done()
  }

  const when = formatTime(copy.at)
  return (
    <section className={classes.notice} aria-label={words.leftBehind.title}>
      <p role="status">{words.leftBehind.text(when)}</p>
      <div className={classes.row}>
        <Button size="compact-sm" onClick={() => take()}>
          {words.leftBehind.take}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => show('compare')}>
          {words.leftBehind.compare}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => (isSure ? done() : setSure(true))}>
          {isSure ? words.leftBehind.discardSure : words.leftBehind.discard}
        </Button>
      </div>
      {shown === 'compare' && (
        <Dialog
          onClose={() => show(null)}
          size="72rem"
          title={words.leftBehind.comparing(when)}
          closeButtonProps={{ 'aria-label': words.taken.close }}
        >
          <Changes before={editor.get().draft.definition} after={copy.mine.definition} />
          <div className={classes.picture}>
            <Compared before={editor.get().draft} after={copy.mine} />
          </div>
        </Dialog>
      )}
      {shown === 'conflict' && (
        <Conflict sides={sides()} who={words.leftBehind.who} decide={take} onClose={() => show(null)} />
      )}
    </section>
  )
}
